// error: lithe: trigger\(\): a table or an alias is named new or old
#include <lithe/sql.hpp>
using lithe::col, lithe::from, lithe::new_;

struct Post {
    std::int64_t id = 0;
    int stars = 0;
};
struct Sum {
    std::int64_t id = 0;
    int stars = 0;
};

#ifdef CORRECTED
constexpr auto every = lithe::alias<Post, "every">;
#else
constexpr auto every = lithe::alias<Post, "New">;
#endif
struct Summed {
    static constexpr auto schema() {
        return lithe::trigger<Post>("summed").after_insert().run(
            lithe::insert_into<Sum>()
                .columns(col<&Sum::stars>)
                .select_from(from(every).select(every[col<&Post::stars>] + new_<&Post::stars>)));
    }
};

constexpr auto shown = lithe::create_table_sql<Summed>();  // <- here
