// error: lithe: fetch: a view would dangle in a result; use stream\(\), or std::string and std::v
#include <lithe/sqlite.hpp>

#ifdef CORRECTED
using blob_type = std::vector<std::byte>;
#else
using blob_type = std::span<std::byte const>;
#endif
struct Picture {
    std::int64_t id = 0;
    std::optional<blob_type> pixels{};
};

auto picture(lithe::connection& db) {
    return db.find<Picture>(1);  // <- here
}
