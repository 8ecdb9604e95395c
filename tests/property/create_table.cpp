// SPDX-License-Identifier: BSL-1.0
//
// Descriptors made at run time: whatever their names, defaults, actions and constants are, SQLite
// takes the text, its pragmas say what the descriptor said, and its defaults are the same values.
#include <lithe/sql.hpp>

#include "support/describe_table.hpp"
#include "support/property.hpp"

#include <array>
#include <bit>
#include <limits>
#include <string>

namespace {

using lithe::col;

struct parent {
    std::int64_t id = 0;
    int left = 0;
    int right = 0;
    static constexpr auto schema() {
        return lithe::table("parent", lithe::primary_key<&parent::id>,
                            lithe::unique<&parent::left, &parent::right>);
    }
};

struct row {
    std::int64_t id = 0;
    std::optional<std::int64_t> parent_id{};
    std::optional<int> left{};
    std::optional<int> right{};
    std::string text{};
    std::int64_t number = 0;
    double real = 0;
    bool flag = false;
    std::array<std::byte, 3> blob{};

    // Its types are those of the descriptors below; its values are never written.
    static constexpr auto schema() { return lithe::table("row", lithe::primary_key<&row::id>); }
};

/// A name of any characters but the NUL, and not one of SQLite's own.
std::string any_name() {
    static constexpr std::array<std::string_view, 14> parts{
        "a", "Z", "_", " ", "\"", "'", "]", "`", "--", ";", "ä", "漢", "select", "\t"};
    std::string name = "n";
    for (auto const pick :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 14)))
        name += parts[pick];
    return name;
}

std::string any_text() {
    std::string text = *rc::gen::arbitrary<std::string>();
    for (char& letter : text)
        letter = static_cast<char>(static_cast<unsigned char>(letter) & 0x7FU);
    return text;
}

double any_real() {
    using limits = std::numeric_limits<double>;
    double const any = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    double const hundredths = *rc::gen::arbitrary<int>() / 100.0;
    double const choices[] = {
        any != any ? 0.5 : any, hundredths,         hundredths,          -0.0, 0.1, (limits::max)(),
        limits::denorm_min(),   limits::infinity(), -limits::infinity(), 1e22, 1e23};
    return choices[*rc::gen::inRange<std::size_t>(0, std::size(choices))];
}

lithe::action any_action() {
    return static_cast<lithe::action>(*rc::gen::inRange(0, 5));
}

std::string words(lithe::action what) {
    static constexpr std::array<char const*, 5> all{"NO ACTION", "RESTRICT", "SET NULL",
                                                    "SET DEFAULT", "CASCADE"};
    return all[static_cast<std::size_t>(what)];
}

template <class Write>
std::string rendered(Write const& write) {
    lithe::sql_writer counter;
    write(counter);
    std::string text(counter.size(), '?');
    lithe::sql_writer writer(text.data());
    write(writer);
    RC_ASSERT(writer.size() == text.size());
    return text;
}

void run(sqlite3* db, std::string const& sql) {
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        RC_FAIL(std::string(sqlite3_errmsg(db)) + " in " + sql);
}

class memory {
public:
    memory() {
        sqlite3_open(":memory:", &db_);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    }
    memory(memory const&) = delete;
    memory& operator=(memory const&) = delete;
    ~memory() { sqlite3_close(db_); }
    sqlite3* get() const { return db_; }

private:
    sqlite3* db_ = nullptr;
};

std::string quoted(std::string const& name) {
    std::string text = "\"";
    for (char const letter : name)
        text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return text + "\"";
}

}  // namespace

TEST_CASE("a table of any names and values is what its descriptor says") {
    lithe_test::check_property(
        "create table", [] {
            std::string const name = any_name();
            std::string const key_name = any_name();
            std::string const check_name = any_name();
            std::string const link_name = any_name();
            std::string const unique_name = any_name();
            std::string const text = any_text();
            std::string const forbidden = any_text();
            auto const number = *rc::gen::arbitrary<std::int64_t>();
            auto const bound = *rc::gen::element<std::int64_t>(INT64_MIN, -1, 0, 41, INT64_MAX - 1);
            double const real = any_real();
            bool const flag = *rc::gen::arbitrary<bool>();
            std::array<std::byte, 3> blob{};
            for (std::byte& byte : blob)
                byte = static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
            auto const deleted = any_action();
            auto const updated = any_action();
            bool const deferred = *rc::gen::arbitrary<bool>();
            bool const strict = *rc::gen::arbitrary<bool>();
            bool const automatic = *rc::gen::arbitrary<bool>();

            auto key = lithe::primary_key<&row::id>.named(key_name);
            if (automatic)
                key = key.autoincrement();
            auto link = lithe::foreign_key<&row::parent_id>.references<&parent::id>()
                        .on_delete(deleted).on_update(updated).named(link_name);
            if (deferred)
                link = link.deferrable();
            auto const described = lithe::table(
            std::string_view(name), key, lithe::default_value<&row::text>(text),
            lithe::default_value<&row::number>(number), lithe::default_value<&row::real>(real),
            lithe::default_value<&row::flag>(flag), lithe::default_value<&row::blob>(blob),
            lithe::unique<&row::number, &row::text>.named(unique_name), link,
            lithe::foreign_key<&row::left, &row::right>.references<&parent::left, &parent::right>()
                .on_update(deleted),
            lithe::check(col<&row::number> > bound).named(check_name),
            lithe::check(col<&row::text> != forbidden));
            auto const descriptor = strict ? described : described.non_strict();

            memory const db;
            run(db.get(), std::string(lithe::create_table_sql<parent>()));
            std::string const sql = rendered([&](lithe::sql_writer& out) {
                lithe::detail::write_create_table<row>(out, descriptor);
            });
            INFO(sql);
            run(db.get(), sql);

            std::string wanted =
                "id INTEGER key 1\nparent_id INTEGER\nleft INTEGER\nright INTEGER\n";
            auto const defaults = lithe_test::rows_of(
                db.get(),
                "SELECT dflt_value FROM pragma_table_xinfo(?1) WHERE dflt_value IS NOT NULL", name);
            RC_ASSERT(defaults.size() == 5U);
            wanted += "text TEXT not null default " + defaults[0][0] + "\n";
            wanted += "number INTEGER not null default " + std::to_string(number) + "\n";
            wanted += "real REAL not null default " + defaults[2][0] + "\n";
            wanted += std::string("flag INTEGER not null default ") + (flag ? "1" : "0") + "\n";
            wanted += "blob BLOB not null default " + defaults[4][0] + "\n";
            wanted += "foreign key on parent update " + words(updated) + " delete " +
                      words(deleted) + ", parent_id -> id\n";
            wanted += "foreign key on parent update " + words(deleted) +
                      " delete NO ACTION, left -> left, right -> right\n";
            wanted +=
                "index sqlite_autoindex_" + name + "_1 unique u, number BINARY, text BINARY\n";
            wanted += strict ? "strict" : "not strict";
            RC_ASSERT(lithe_test::describe_table(db.get(), name) == wanted);
            RC_ASSERT((sql.find("AUTOINCREMENT") != sql.npos) == automatic);
            RC_ASSERT((sql.find("DEFERRABLE INITIALLY DEFERRED") != sql.npos) == deferred);

            // The defaults as values: of the expressions, and of a row that takes them all.
            sqlite3_stmt* statement = nullptr;
            std::string const expressions =
                "SELECT " + defaults[0][0] + ", " + defaults[2][0] + ", " + defaults[4][0];
            RC_ASSERT(sqlite3_prepare_v2(db.get(), expressions.c_str(), -1, &statement, nullptr) ==
                      SQLITE_OK);
            RC_ASSERT(sqlite3_step(statement) == SQLITE_ROW);
            auto const text_at = [&](int at) {
                auto const* const data =
                    static_cast<char const*>(sqlite3_column_blob(statement, at));
                auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
                return std::string(data == nullptr ? "" : data, size);
            };
            std::string const bytes(reinterpret_cast<char const*>(blob.data()), blob.size());
            RC_ASSERT(text_at(0) == text);
            RC_ASSERT(std::bit_cast<std::uint64_t>(sqlite3_column_double(statement, 1)) ==
                      std::bit_cast<std::uint64_t>(real));
            RC_ASSERT(text_at(2) == bytes);
            sqlite3_finalize(statement);

            run(db.get(), "PRAGMA ignore_check_constraints=ON");
            run(db.get(), "INSERT INTO " + quoted(name) + " DEFAULT VALUES");
            run(db.get(), "PRAGMA ignore_check_constraints=OFF");
            std::string const select =
                "SELECT text, number, real, blob, typeof(text), typeof(real), typeof(blob) FROM " +
                quoted(name);
            RC_ASSERT(sqlite3_prepare_v2(db.get(), select.c_str(), -1, &statement, nullptr) ==
                      SQLITE_OK);
            RC_ASSERT(sqlite3_step(statement) == SQLITE_ROW);
            RC_ASSERT(text_at(0) == text);
            RC_ASSERT(sqlite3_column_int64(statement, 1) == number);
            RC_ASSERT(sqlite3_column_double(statement, 2) == real);
            RC_ASSERT(text_at(3) == bytes);
            RC_ASSERT(text_at(4) == "text");
            RC_ASSERT(text_at(5) == "real");
            RC_ASSERT(text_at(6) == "blob");
            sqlite3_finalize(statement);

            // The checks: one more than the bound passes, the bound itself and the forbidden text
            // do not.
            auto const inserted = [&](std::int64_t value, std::string const& words) {
                std::string const insert =
                    "INSERT INTO " + quoted(name) + "(number, text) VALUES (?1, ?2)";
                RC_ASSERT(sqlite3_prepare_v2(db.get(), insert.c_str(), -1, &statement, nullptr) ==
                          SQLITE_OK);
                sqlite3_bind_int64(statement, 1, value);
                sqlite3_bind_text(statement, 2, words.data(), static_cast<int>(words.size()),
                                  SQLITE_STATIC);
                sqlite3_step(statement);
                sqlite3_finalize(statement);
                return sqlite3_extended_errcode(db.get());
            };
            run(db.get(), "DELETE FROM " + quoted(name));
            RC_ASSERT(inserted(bound, forbidden + "x") == SQLITE_CONSTRAINT_CHECK);
            RC_ASSERT(std::string(sqlite3_errmsg(db.get())) ==
                      "CHECK constraint failed: " + check_name);
            RC_ASSERT(inserted(bound + 1, forbidden) == SQLITE_CONSTRAINT_CHECK);
            RC_ASSERT(inserted(bound + 1, forbidden + "x") == SQLITE_OK);
        });
}

TEST_CASE("an index of any name, order and collation is what its descriptor says") {
    lithe_test::check_property("create index", [] {
        std::string const name = any_name();
        auto index = lithe::index<&row::text, &row::number>.named(name);
        bool const unique = *rc::gen::arbitrary<bool>();
        bool const first_down = *rc::gen::arbitrary<bool>();
        bool const second_down = *rc::gen::arbitrary<bool>();
        auto const collation = *rc::gen::element<std::string>("BINARY", "NOCASE", "RTRIM");
        if (unique)
            index = index.unique();
        if (first_down)
            index = index.desc<&row::text>();
        if (second_down)
            index = index.desc<&row::number>();
        index = index.collate<&row::text>(lithe::collation{collation});

        memory const db;
        run(db.get(), std::string(lithe::create_table_sql<row>()));
        run(db.get(), rendered([&](lithe::sql_writer& out) {
                lithe::detail::write_create_index<row>(out, index);
            }));
        std::string const wanted = "index " + name + (unique ? " unique" : "") + " c, text " +
                                   (first_down ? "desc " : "") + collation + ", number " +
                                   (second_down ? "desc " : "") + "BINARY\nstrict";
        std::string const found = lithe_test::describe_table(db.get(), "row");
        RC_ASSERT(found.substr(found.find("index")) == wanted);
    });
}
