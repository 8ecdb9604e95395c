// error: lithe: fetch: a view would dangle in a result; use stream\(\), or std::string and std::v
#include <lithe/sqlite.hpp>

#ifdef CORRECTED
using name_type = std::string;
#else
using name_type = std::string_view;
#endif
struct User {
    std::int64_t id = 0;
    name_type name{};
};

auto names(lithe::connection& db) {
    return db.fetch_all(lithe::from<User>());  // <- here
}
