// runner: compiled, but must be rejected
// error: anything
int main() {}  // <- here
