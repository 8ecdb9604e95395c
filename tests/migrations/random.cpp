// SPDX-License-Identifier: BSL-1.0
//
// Random schemas with rows, and random steps on them: a migration ends in what the same schema
// built anew is, every value that no step touched is the same, and one that fails has changed
// nothing. RC_PARAMS="max_success=1500" makes 6 000 pairs of it (`./dev test` makes 400).

#include <random>

#include <lithe/migrations/migrator.hpp>

#include "support/migrations.hpp"
#include "support/property.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace m = lithe::migrations;
namespace detail = m::detail;
using detail::part;
using detail::record;

class generator {
public:
    explicit generator(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
    }
    bool chance(std::size_t percent) { return below(100) < percent; }

private:
    std::mt19937 random_;
};

// A column that no step has changed: where it was and where it is.
struct survivor {
    std::string old_table, old_column, table, column;
    bool same_order = true;  // its table's rows have another order when the key is another
};

class pair {
public:
    explicit pair(unsigned seed) : any_(seed) {
        begin("1");
        std::size_t const tables = 1 + any_.below(3);
        for (std::size_t at = 0; at < tables; ++at)
            create_table();
        for (std::size_t at = any_.below(3); at > 0; --at)
            step_index();
        for (std::size_t at = any_.below(2); at > 0; --at)
            step_object();
        first_ = history_.records.size();
        for (detail::table_model const& table : state_.schema.tables)
            for (detail::column_model const& column : table.columns)
                survivors_.push_back({table.name.str(), column.name.str(), table.name.str(),
                                      column.name.str(), true});
        begin("2");
        for (std::size_t at = 1 + any_.below(7); at > 0; --at)
            random_step();
    }

    [[nodiscard]] detail::loaded_history history(bool whole) const {
        detail::loaded_history copy;
        for (auto const& words : history_.texts)
            static_cast<void>(words);
        copy.records.assign(history_.records.begin(),
                            whole ? history_.records.end()
                                  : history_.records.begin() + static_cast<std::ptrdiff_t>(first_));
        return copy;  // its texts are this object's
    }

    std::string rows_sql(lithe::connection& db) {
        std::string script;
        schema_at_first_ = detail::read_schema(db.native_handle());
        for (detail::table_model const& table : schema_at_first_.tables) {
            if (!table.as_written.empty())
                continue;
            for (std::size_t at = 1 + any_.below(8); at > 0; --at) {
                std::string columns;
                std::string values;
                for (detail::column_model const& column : table.columns) {
                    columns += (columns.empty() ? "" : ", ") + detail::sql_quoted(column.name);
                    values += (values.empty() ? "" : ", ") + value_for(column);
                }
                script += "INSERT OR IGNORE INTO " + detail::sql_quoted(table.name) + " (" +
                          columns + ") VALUES (" + values + ");";
            }
        }
        return script;
    }

    [[nodiscard]] std::vector<survivor> const& survivors() const { return survivors_; }
    [[nodiscard]] detail::schema_model const& after() const { return state_.schema; }
    [[nodiscard]] detail::schema_model const& before() const { return schema_at_first_; }

private:
    void begin(std::string_view version) {
        head_ = history_.records.size();
        record one;
        one.kind = part::migration;
        one.name = history_.keep(version);
        history_.records.push_back(one);
    }
    // Takes a step if the model does.
    template <std::size_t Size>
    bool take(detail::operation<Size> const& step) {
        detail::replayer trial = state_;
        if (!trial.apply(step.nodes.list[0]))
            return false;
        state_ = trial;
        history_.records.insert(history_.records.end(), step.nodes.list, step.nodes.list + Size);
        history_.records[head_].size += static_cast<std::uint32_t>(Size);
        return true;
    }
    std::string_view fresh(std::string const& prefix) {
        static constexpr char const* odd[] = {"", " x", "\"q", "'s", "_rowid_", "Select"};
        return history_.keep(prefix + std::to_string(++names_) +
                             (any_.chance(20) ? odd[any_.below(6)] : ""));
    }
    std::string_view any_table() {
        auto const& tables = state_.schema.tables;
        for (;;) {
            detail::table_model const& one = tables[any_.below(tables.size())];
            if (one.as_written.empty())
                return history_.keep(one.name);
        }
    }
    std::string_view any_column(std::string_view table) {
        auto const& columns = state_.schema.table(table)->columns;
        return history_.keep(columns[any_.below(columns.size())].name);
    }

    void create_table() {
        auto const name = fresh("t");
        auto const one = fresh("k");
        auto const two = fresh("c");
        auto const text = m::column<std::optional<std::string>>(fresh("x"));
        auto const number = m::column<double>(fresh("n")).default_value(1.5);
        auto const whole = m::column<std::int64_t>(two);
        switch (any_.below(6)) {
            case 0:
                take(m::create_table(name,
                                     m::column<std::int64_t>(one).primary_key().autoincrement(),
                                     text, number));
                break;
            case 1:
                take(m::create_table(name, m::column<std::string>(one).primary_key(), whole, text,
                                     m::without_rowid));
                break;
            case 2:
                take(m::create_table(name, m::column<std::string>(one), whole, text,
                                     m::primary_key(one, two)));
                break;
            case 3:
                take(m::create_table(name, whole.unique(), text.collate(lithe::nocase), number,
                                     m::non_strict));
                break;
            case 4:
                take(m::create_table(
                    name, m::column<std::int64_t>(one).primary_key(), text,
                    m::column<std::optional<std::int64_t>>(two).references(name, one).on_delete(
                        lithe::cascade)));
                break;
            default: {
                detail::table_model const* parent = nullptr;
                for (detail::table_model const& table : state_.schema.tables)
                    if (detail::has_rowid_alias(table))
                        parent = &table;
                if (parent == nullptr)
                    return static_cast<void>(take(
                        m::create_table(name, m::column<std::int64_t>(one).primary_key(), text)));
                auto const key = history_.keep(parent->key.columns[0]);
                auto const action = static_cast<lithe::action>(any_.below(5));
                take(m::create_table(name, m::column<std::int64_t>(one).primary_key(),
                                     m::column<std::optional<std::int64_t>>(two)
                                         .references(history_.keep(parent->name), key)
                                         .on_delete(action),
                                     text));
            }
        }
    }

    void forget(std::string_view table, std::string_view column = {}) {
        std::erase_if(survivors_, [&](survivor const& one) {
            return detail::same_name(one.table, table) &&
                   (column.empty() || detail::same_name(one.column, column));
        });
    }

    bool is_parent(std::string_view table) const {
        for (detail::table_model const& child : state_.schema.tables)
            for (detail::foreign_key_model const& key : child.foreign_keys)
                if (detail::same_name(key.parent, table) && !detail::same_name(child.name, table))
                    return true;
        return false;
    }

    void step_index() {
        auto const table = any_table();
        auto const column = any_column(table);
        if (any_.chance(30))
            return step_object();
        if (any_.chance(50))
            take(m::create_index(fresh("i"), table, m::desc(column), m::where(m::sql<bool>("1"))));
        else
            take(m::create_index(fresh("i"), table, column));
    }
    // What reads of a table and is in the way of its steps.
    void step_object() {
        auto const table = any_table();
        auto const column = any_column(table);
        std::string const quoted = detail::sql_quoted(table);
        std::string const read = detail::sql_quoted(column);
        switch (any_.below(4)) {
            case 0:
                take(m::create_view(fresh("v"),
                                    history_.keep("SELECT " + read + " FROM " + quoted)));
                break;
            case 1:
                take(
                    m::create_trigger(fresh("g"), history_.keep("AFTER UPDATE OF " + read + " ON " +
                                                                quoted + " BEGIN SELECT 1; END")));
                break;
            case 2:
                take(m::create_trigger(
                    fresh("g"), history_.keep("AFTER DELETE ON " + quoted + " BEGIN SELECT old." +
                                              read + "; END")));
                break;
            default: {
                detail::table_model const& model = *state_.schema.table(table);
                if (detail::has_rowid_alias(model) &&
                    model.columns[model.find(column)].type.view() == "TEXT")
                    take(m::create_fts5(history_.keep("f" + std::to_string(++names_)), column,
                                        m::content(table, history_.keep(model.key.columns[0]))));
            }
        }
    }
    void another_order(std::string_view table) {
        for (survivor& one : survivors_)
            one.same_order = one.same_order && one.table != table;
    }
    void drop_object() {
        auto const& schema = state_.schema;
        if (!schema.views.empty() && any_.chance(50))
            take(m::drop_view(history_.keep(schema.views.back().name)));
        else if (!schema.tables.back().as_written.empty())
            take(m::drop_fts5(history_.keep(schema.tables.back().name)));
        else if (!schema.triggers.empty() && schema.triggers.back().name.view()[0] == 'g')
            take(m::drop_trigger(history_.keep(schema.triggers.back().name)));
    }
    // Steps on the table as a whole and on its rows.
    void table_or_rows(std::string_view table, std::string_view column, bool is_text) {
        switch (any_.below(6)) {
            case 0:
                take(m::reorder(table, column, any_column(table)));
                break;
            case 1:
                if (take(m::set_primary_key(table, column)))
                    another_order(table);
                break;
            case 2:
                take(m::set_table_options(table, m::non_strict));
                break;
            case 3:
                if (any_.chance(50) ? take(m::set_table_options(table, m::without_rowid))
                                    : take(m::set_table_options(table, m::with_rowid, m::strict)))
                    another_order(table);
                break;
            case 4:
                if (is_text && take(m::update_where(table, m::set(column, "written"),
                                                    m::where(m::sql<bool>("1")))))
                    forget(table, column);
                break;
            default:
                take(m::delete_where(table, m::sql<bool>("0"), m::lossy("nothing")));
        }
    }
    void random_step() {
        auto const table = any_table();
        auto const column = any_column(table);
        detail::table_model const model = *state_.schema.table(table);
        bool const nullable = !model.columns[model.find(column)].not_null;
        bool const is_text = model.columns[model.find(column)].type.view() == "TEXT";
        switch (any_.below(17)) {
            case 0:
                take(m::add_column(table, m::column<std::optional<std::string>>(fresh("a"))));
                break;
            case 1:
                take(m::add_column(table, m::column<std::int64_t>(fresh("a")).default_value(7)));
                break;
            case 2:
                take(m::add_column(table, m::column<std::string>(fresh("a")), m::fill("filled")));
                break;
            case 3:
                if (is_text && !nullable)
                    take(m::add_column(table, m::column<std::string>(fresh("a")),
                                       m::fill(m::ref<std::string>(column) + "!")));
                break;
            case 4:
                if (take(m::drop_column(table, column, m::lossy("random"))))
                    forget(table, column);
                break;
            case 5: {
                auto const into = fresh("r");
                if (take(m::rename_column(table, column, into)))
                    for (survivor& one : survivors_)
                        if (one.table == table && one.column == column)
                            one.column = into;
                break;
            }
            case 6: {
                auto const into = fresh("t");
                if (take(m::rename_table(table, into)))
                    for (survivor& one : survivors_)
                        if (one.table == table)
                            one.table = into;
                break;
            }
            case 7:
                if (is_text && nullable &&
                    take(m::alter_column(table, column, m::set_not_null(m::fill("was null")))))
                    forget(table, column);
                break;
            case 8:
                if (is_text)
                    take(m::alter_column(table, column, m::set_default("d"),
                                         m::set_collate(lithe::nocase)));
                else
                    take(m::add_constraint(table, m::check(m::sql<bool>("1"))));
                break;
            case 9:
                take(m::add_constraint(table, m::unique(column)));  // the rows may refuse it
                break;
            case 10:
                step_index();
                break;
            case 11:
                step_object();
                break;
            case 12:
                drop_object();
                break;
            case 13:
            case 14:
            case 15:
                table_or_rows(table, column, is_text);
                break;
            default:
                if (any_.chance(30) && !is_parent(table)) {
                    if (take(m::drop_table(table, m::lossy("random"))))
                        forget(table);
                    bool all_virtual = true;
                    for (detail::table_model const& one : state_.schema.tables)
                        all_virtual = all_virtual && !one.as_written.empty();
                    if (all_virtual)
                        create_table();
                } else {
                    create_table();
                }
        }
    }
    std::string value_for(detail::column_model const& column) {
        if (!column.not_null && any_.chance(30))
            return "NULL";
        std::string const number = std::to_string(any_.below(6));
        if (column.type.view() == "TEXT")
            return "'text " + number + "'";
        return column.type.view() == "REAL" ? number + ".25" : number;
    }

    generator any_;
    detail::loaded_history history_;
    detail::replayer state_;
    detail::schema_model schema_at_first_;
    std::vector<survivor> survivors_;
    std::size_t head_ = 0;
    std::size_t first_ = 0;
    int names_ = 0;
};

std::string values(lithe::connection& db, detail::schema_model const& schema,
                   std::string const& table, std::string const& column, bool same_order) {
    detail::table_model const* const model = schema.table(table);
    std::string order = "rowid";
    if (model->without_rowid)
        order = detail::sql_quoted(model->key.columns[0]);
    if (!same_order)
        order = "quote(" + detail::sql_quoted(column) + ")";
    return support::rows(db, "SELECT quote(" + detail::sql_quoted(column) + ") FROM " +
                                 detail::sql_quoted(table) + " ORDER BY " + order);
}

// SQLite 3.40's integrity_check sees NULLs in a table WITHOUT ROWID whose key is not in front,
// where there are none.
bool is_intact(lithe::connection& db, detail::schema_model const& schema) {
    detail::statement lines(db.native_handle(), "PRAGMA integrity_check");
    bool intact = true;
    while (lines.step())
        intact = intact && (lines.words(0) == "ok" || lines.words(0).starts_with("NULL value in "));
    for (detail::table_model const& table : schema.tables)
        for (detail::column_model const& column : table.columns)
            intact = intact &&
                     (!column.not_null ||
                      support::rows(db, "SELECT count(*) FROM " + detail::sql_quoted(table.name) +
                                            " WHERE " + detail::sql_quoted(column.name) +
                                            " IS NULL") == "0");
    return intact;
}

// How many migrations ran, and how many of them copied a table.
int migrated = 0;
int rebuilt = 0;

void check_pair(unsigned seed) {
    pair one(seed);
    lithe::connection db(":memory:");
    m::migrator{db, one.history(false)}.migrate();
    // Orphans among the rows are part of the game: they are not the migration's.
    db.execute_script("PRAGMA foreign_keys=OFF;" + one.rows_sql(db) + "PRAGMA foreign_keys=ON");
    std::string const orphans = "SELECT count(*) FROM pragma_foreign_key_check";
    int const orphans_before = std::stoi(support::rows(db, orphans));
    std::map<std::string, std::string> kept;
    for (survivor const& column : one.survivors())
        kept[column.table + "." + column.column] =
            values(db, one.before(), column.old_table, column.old_column, column.same_order);
    std::string const before = support::everything(db);

    m::migrator migrator{db, one.history(true), {.chunk_rows = 3}};
    try {
        rebuilt += migrator.migrate().copied_rows > 0 ? 1 : 0;
        ++migrated;
    } catch (lithe::migration_error const& thrown) {
        RC_ASSERT(support::everything(db) == before);
        // Only rows may refuse, and what reads of the table: what the model takes, SQLite takes.
        std::string const why = thrown.what();
        bool expected = false;
        for (char const* const words :
             {"constraint failed", "violates", "it breaks", "error in view", "error in trigger",
              "full-text table", "no such column", "cannot store",
              // SQLite 3.40.1 and 3.54.1 do not rename a column that is both PRIMARY KEY and UNIQUE
              // of a WITHOUT ROWID table.
              "expressions prohibited in PRIMARY KEY and UNIQUE"})
            expected = expected || why.find(words) != std::string::npos;
        if (!expected)
            RC_FAIL(why);
        return;
    }
    for (survivor const& column : one.survivors())
        RC_ASSERT(kept[column.table + "." + column.column] ==
                  values(db, one.after(), column.table, column.column, column.same_order));
    RC_ASSERT(is_intact(db, one.after()));
    for (detail::external_fts const& fts : detail::external_fts_tables(db.native_handle()))
        db.execute_script("INSERT INTO " + fts.name + " (" + fts.name +
                          ", rank) VALUES ('integrity-check', 1)");
    // Columns stand as the history says.
    for (detail::table_model const& table : one.after().tables) {
        std::string names;
        for (detail::column_model const& column : table.columns)
            names += (names.empty() ? "" : "\n") + column.name.str();
        RC_ASSERT(!table.as_written.empty() ||
                  support::rows(db, "SELECT name FROM pragma_table_xinfo(" +
                                        detail::sql_quoted(table.name, '\'') + ")") == names);
    }
    RC_ASSERT(std::stoi(support::rows(db, orphans)) <= orphans_before);
    RC_ASSERT(support::rows(db, "PRAGMA foreign_keys") == "1");
    RC_ASSERT(migrator.plan().empty());
    RC_ASSERT(migrator.verify().ok());

    lithe::connection fresh(":memory:");
    for (detail::table_model const& table : one.after().tables)
        fresh.execute_script(detail::create_table_text(table, table.name).str());
    for (detail::index_model const& index : one.after().indexes)
        fresh.execute_script(detail::create_index_text(index).str());
    RC_ASSERT(detail::differences(detail::read_schema(fresh.native_handle()),
                                  detail::read_schema(db.native_handle()))
                  .empty());
}

}  // namespace

TEST_CASE("random schemas, random steps", "[property]") {
    lithe_test::check_property("a migration ends in the schema built anew, with every value",
                               [](unsigned seed) {
                                   for (unsigned part_of_seed = 0; part_of_seed < 4; ++part_of_seed)
                                       check_pair(seed * 4 + part_of_seed);
                               });
    REQUIRE(migrated > 50);  // not all were refused
    REQUIRE(rebuilt > 20);
}
