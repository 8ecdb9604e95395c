// error: lithe: trigger\(\): SQLite has no WITH in triggers; use derived\(\) in place of cte\(\)
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
constexpr auto best = from<Post>()
                          .where(col<&Post::stars> > lithe::literal<3>)
                          .select_as<Sum>(col<&Post::id>, col<&Post::stars>);
#ifdef CORRECTED
constexpr auto named = lithe::derived<"best">(best);
#else
constexpr auto named = lithe::cte<"best">(best);
#endif
struct Kept {
    static constexpr auto schema() {
        return lithe::trigger<Post>("kept").after_update().run(lithe::delete_from<Sum>().where(
            col<&Sum::id>.not_in(from(named).select(named[col<&Sum::id>]))));
    }
};

constexpr auto shown = lithe::create_table_sql<Kept>();  // <- here
