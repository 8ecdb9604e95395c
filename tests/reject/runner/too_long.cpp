// runner: lines, wanted at most 12
// error: lithe: deep
template <int Depth>
consteval int check() {
#ifndef CORRECTED
    static_assert(Depth > 0, "lithe: deep");
#endif
    if constexpr (Depth > 0) {
        return check<Depth - 1>();
    }
    return Depth;
}
constexpr int zero = check<9>();  // <- here
