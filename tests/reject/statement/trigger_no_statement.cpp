// error: lithe: trigger\(\): run\(\) takes update, delete_from, insert_into and insert_row
#include <lithe/sql.hpp>

struct Post {
    std::int64_t id = 0;
    int edits = 0;
};
struct Touch {
    static constexpr auto schema() {
#ifdef CORRECTED
        return lithe::trigger<Post>("touch").after_insert().run(
            lithe::delete_from<Post>().all_rows());
#else
        return lithe::trigger<Post>("touch").after_insert().run(lithe::sql<"DELETE FROM post">());
#endif
    }
};

constexpr auto shown = lithe::create_table_sql<Touch>();  // <- here
