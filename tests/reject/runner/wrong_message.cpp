// runner: wanted: words that no check says
// error: words that no check says
#ifndef CORRECTED
static_assert(false, "lithe: it says something else");  // <- here
#endif
