// error: lithe: stream\(\): a view in a row dangles when the stream has ended; give the stream a name
#include <lithe/sqlite.hpp>

struct Name {
    std::int64_t id = 0;
    std::string_view text{};
};

bool named(lithe::connection& db) {
#ifdef CORRECTED
    auto names = db.stream(lithe::from<Name>());
    auto const first = *names.begin();
#else
    auto const first = *db.stream(lithe::from<Name>()).begin();  // <- here
#endif
    return first.text == "Ada";
}
