// error: lithe: comparison: the two sides have types that cannot be compared; convert one of them
#include <lithe/sql.hpp>

struct Part {
    lithe::id<Part> key{};
    int weight = 0;
    static constexpr auto schema() { return lithe::table("parts", lithe::primary_key<&Part::key>); }
};

#ifdef CORRECTED
auto some(std::vector<lithe::id<Part>> const& keys) {
#else
auto some(std::vector<std::int64_t> const& keys) {
#endif
    return lithe::from<Part>().where(lithe::col<&Part::key>.in(keys));  // <- here
}
