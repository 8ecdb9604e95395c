// runner: 2 errors, wanted one
// error: lithe: first
#ifndef CORRECTED
static_assert(false, "lithe: first");  // <- here
static_assert(false, "lithe: second");
#endif
