// runner: the corrected form does not compile
// error: lithe: anything
#ifdef CORRECTED
int narrowed(long value) {
    return value;
}
#else
static_assert(false, "lithe: anything");  // <- here
#endif
