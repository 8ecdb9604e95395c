// error: lithe: trigger\(\): when\(\) is not a condition
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
        return lithe::trigger<Post>("touch")
            .after_insert()
            .when(new_<&Post::edits> > 0)
            .run(lithe::update<Post>()
                     .set(col<&Post::edits> = 1)
                     .where(col<&Post::id> == new_<&Post::id>));
#else
        return lithe::trigger<Post>("touch")
            .after_insert()
            .when(new_<&Post::edits>)
            .run(lithe::update<Post>()
                     .set(col<&Post::edits> = 1)
                     .where(col<&Post::id> == new_<&Post::id>));
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Touch>();  // <- here
