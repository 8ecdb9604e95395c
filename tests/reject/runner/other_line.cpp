// runner: the caller's line other_line.cpp:5 is not in
// error: lithe: said elsewhere
#ifndef CORRECTED
static_assert(false, "lithe: said elsewhere; and in another line than the marked one");
int main() {}  // <- here
#endif
