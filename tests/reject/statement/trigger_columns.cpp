// error: lithe: trigger\(\): after_update<> names a field of another struct
#include <lithe/sql.hpp>
using lithe::col, lithe::from, lithe::new_, lithe::old_;

struct Post {
    std::int64_t id = 0;
    std::string title{};
    int edits = 0;
    static constexpr auto schema() { return lithe::table("posts", lithe::primary_key<&Post::id>); }
};
struct Other {
    std::int64_t id = 0;
    std::string title{};
};
struct Touch {
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::trigger<Post>("touch").after_update<&Post::title>().run(
            lithe::update<Post>()
                .set(col<&Post::edits> = 1)
                .where(col<&Post::id> == new_<&Post::id>));
#else
        return lithe::trigger<Post>("touch").after_update<&Other::title>().run(
            lithe::update<Post>()
                .set(col<&Post::edits> = 1)
                .where(col<&Post::id> == new_<&Post::id>));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Touch>();  // <- here
