// error: lithe: blob\(\): this column holds no BLOB
#include <lithe/sqlite.hpp>

using lithe::col;
struct File {
    std::int64_t id = 0;
    std::string name{};
    lithe::bytes data{};
};
struct Named {
    std::string name{};
    lithe::bytes data{};
    static constexpr auto schema() {
        return lithe::table("named", lithe::primary_key<&Named::name>);
    }
};
auto size(lithe::connection& c) {
#ifdef CORRECTED
    return c.blob(col<&File::data>, 1).size();
#else
    return c.blob(col<&File::name>, 1).size();  // <- here
#endif
}
