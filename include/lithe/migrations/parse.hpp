#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Reads CREATE TABLE and CREATE INDEX into the model: the texts of sqlite_schema, and those that
// descriptors make. What is not understood is kept as it is written, never guessed.
// Source: https://www.sqlite.org/lang_createtable.html

#include <lithe/migrations/declared_type.hpp>
#include <lithe/migrations/model.hpp>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace lithe::inline v0::migrations::detail {

class table_parser {
public:
    constexpr explicit table_parser(std::string_view sql) : sql_(sql), list_(tokens_of(sql)) {}

    /// The table; `as_written` is set when its text is a virtual table's or not understood.
    constexpr table_model read() {
        table_model table;
        bool const virtual_table = peek(1).is("VIRTUAL");
        bool const understood = read_head(table) && !virtual_table && read_items(table) &&
                                read_options(table) && at_ == list_.size();
        if (!understood)
            table.as_written = text(sql_);
        else if (has_rowid_alias(table)) {
            column_model& key = table.columns[table.find(table.key.columns[0])];
            key.conflict = text();       // it is never NULL
            key.default_value = text();  // SQLite assigns it
        }
        return table;
    }

    constexpr bool read_index(index_model& index) {
        if (!take("CREATE"))
            return false;
        index.is_unique = take("UNIQUE");
        if (!take("INDEX") || !take_name(index.name) || !take("ON") || !take_name(index.table) ||
            !take("("))
            return false;
        for (;;) {
            std::size_t const begin = at_;
            while (at_ < list_.size() && !at(",") && !at(")"))
                skip_one();
            bool const ascending = at_ > begin && list_[at_ - 1].is("ASC");
            index.parts.push_back(
                without_qualifier(between(begin, ascending ? at_ - 1 : at_), index.table));
            if (take(","))
                continue;
            if (!take(")"))
                return false;
            break;
        }
        if (take("WHERE")) {
            index.where = without_qualifier(between(at_, list_.size()), index.table);
            at_ = list_.size();
        }
        return at_ == list_.size();
    }

private:
    [[nodiscard]] constexpr token peek(std::size_t ahead) const {
        return at_ + ahead < list_.size() ? list_[at_ + ahead] : token{};
    }
    [[nodiscard]] constexpr bool at(std::string_view word) const { return peek(0).is(word); }
    constexpr bool take(std::string_view word) {
        if (!at(word))
            return false;
        ++at_;
        return true;
    }
    constexpr bool take_name(text& name) {
        token const one = peek(0);
        if (one.kind != token_kind::word && one.kind != token_kind::name &&
            one.kind != token_kind::string)
            return false;
        name = unquoted(one);
        ++at_;
        return true;
    }
    /// One token, or all of a pair of brackets.
    constexpr void skip_one() {
        int depth = 0;
        do {
            depth += at("(") ? 1 : at(")") ? -1 : 0;
            ++at_;
        } while (depth > 0 && at_ < list_.size());
    }
    /// The text from one token up to another, as written.
    [[nodiscard]] constexpr text between(std::size_t begin, std::size_t end) const {
        end = end < list_.size() ? end : list_.size();
        if (begin >= end)
            return {};
        char const* const first = list_[begin].words.data();
        char const* const last = list_[end - 1].words.data() + list_[end - 1].words.size();
        return text(std::string_view(first, static_cast<std::size_t>(last - first)));
    }
    constexpr bool take_bracketed(text& inside, table_model const& table) {
        if (!at("("))
            return false;
        std::size_t const begin = at_;
        skip_one();
        inside = without_qualifier(between(begin + 1, at_ - 1), table.name);
        return true;
    }
    constexpr bool take_names(names_list& names) {
        if (!take("("))
            return false;
        do {
            text name;
            if (!take_name(name))
                return false;
            names.push_back(std::move(name));
        } while (take(","));
        return take(")");
    }

    constexpr bool read_head(table_model& table) {
        if (!take("CREATE"))
            return false;
        static_cast<void>(take("TEMP") || take("TEMPORARY") || take("VIRTUAL"));
        if (!take("TABLE"))
            return false;
        if (take("IF") && !(take("NOT") && take("EXISTS")))
            return false;
        return take_name(table.name) && (!take(".") || take_name(table.name));
    }
    constexpr bool read_items(table_model& table) {
        if (!take("("))
            return false;
        do {
            bool const constraint =
                at("CONSTRAINT") || at("PRIMARY") || at("UNIQUE") || at("CHECK") || at("FOREIGN");
            if (!(constraint ? read_constraint(table) : read_column(table)))
                return false;
        } while (take(","));
        return take(")");
    }
    constexpr bool read_options(table_model& table) {
        while (at_ < list_.size()) {
            if (take("STRICT"))
                table.is_strict = true;
            else if (take("WITHOUT") && take("ROWID"))
                table.without_rowid = true;
            else
                return false;
            if (!take(","))
                break;
        }
        return true;
    }

    // ON CONFLICT …, ON DELETE …, DEFERRABLE …: up to what ends them.
    constexpr text take_conflict() {
        std::size_t const begin = at_;
        bool const so_anyway = peek(2).is("ABORT");
        if (take("ON"))
            at_ += 2;
        return so_anyway ? text() : between(begin, at_);
    }
    constexpr bool read_reference(foreign_key_model& key) {
        if (!take("REFERENCES") || !take_name(key.parent))
            return false;
        if (at("(") && !take_names(key.parent_columns))
            return false;
        return read_actions(key), true;
    }
    // In one order, without what is so anyway: NO ACTION, NOT DEFERRABLE, and MATCH, which SQLite
    // ignores. https://www.sqlite.org/foreignkeys.html
    constexpr void read_actions(foreign_key_model& key) {
        text deleted;
        text updated;
        bool deferred = false;
        for (;;) {
            if (at("ON")) {
                std::size_t const size = peek(2).is("SET") || peek(2).is("NO") ? 4 : 3;
                if (!peek(2).is("NO"))
                    (peek(1).is("DELETE") ? deleted : updated) = between(at_, at_ + size);
                at_ += size;
            } else if (at("MATCH")) {
                at_ += 2;
            } else if (at("DEFERRABLE") || (at("NOT") && peek(1).is("DEFERRABLE"))) {
                bool const may_be = !take("NOT");
                ++at_;
                deferred = may_be && at("INITIALLY") && peek(1).is("DEFERRED");
                at_ += at("INITIALLY") ? 2U : 0U;
            } else {
                break;
            }
        }
        at_ = at_ < list_.size() ? at_ : list_.size();
        add_words(key.rest, deleted);
        add_words(key.rest, updated);
        add_words(key.rest, deferred ? "DEFERRABLE INITIALLY DEFERRED" : "");
    }
    static constexpr void add_words(text& out, std::string_view words) {
        if (!out.empty() && !words.empty())
            out += ' ';
        out += words;
    }
    constexpr bool read_constraint(table_model& table) {
        text name;
        if (take("CONSTRAINT") && !take_name(name))
            return false;
        if (take("PRIMARY")) {
            table.key.name = std::move(name);
            return take("KEY") && take_names(table.key.columns) &&
                   (table.key.rest = take_conflict(), true);
        }
        if (take("UNIQUE")) {
            key_model unique;
            unique.name = std::move(name);
            if (!take_names(unique.columns))
                return false;
            unique.rest = take_conflict();
            table.uniques.push_back(std::move(unique));
            return true;
        }
        if (take("CHECK")) {
            check_model check;
            check.name = std::move(name);
            bool const read = take_bracketed(check.condition, table);
            table.checks.push_back(std::move(check));
            return read;
        }
        foreign_key_model key;
        key.name = std::move(name);
        if (!take("FOREIGN") || !take("KEY") || !take_names(key.columns) || !read_reference(key))
            return false;
        table.foreign_keys.push_back(std::move(key));
        return true;
    }

    [[nodiscard]] constexpr bool ends_type() const {
        return at_ == list_.size() || at(",") || at(")") || begins_constraint(peek(0));
    }
    constexpr bool read_column(table_model& table) {
        column_model column;
        if (!take_name(column.name))
            return false;
        std::size_t const begin = at_;
        while (!ends_type())
            skip_one();
        column.type = between(begin, at_);
        text constraint_name;
        while (at_ < list_.size() && !at(",") && !at(")")) {
            if (take("CONSTRAINT")) {
                if (!take_name(constraint_name))
                    return false;
                continue;
            }
            if (!read_column_constraint(table, column, constraint_name))
                return false;
            constraint_name = text();
        }
        table.columns.push_back(std::move(column));
        return true;
    }
    constexpr bool read_column_constraint(table_model& table, column_model& column,
                                          text const& name) {
        if (take("PRIMARY")) {
            table.key.columns.push_back(column.name);
            table.key.name = name;
            if (!take("KEY"))
                return false;
            static_cast<void>(take("ASC"));
            column.descending_key = take("DESC");
            table.key.rest = take_conflict();
            table.key.automatic = take("AUTOINCREMENT");
            return true;
        }
        if (take("NOT")) {
            column.not_null = take("NULL");
            column.conflict = take_conflict();
            return column.not_null;
        }
        if (take("NULL"))
            return true;
        if (take("UNIQUE")) {
            key_model unique;
            unique.name = name;
            unique.columns.push_back(column.name);
            unique.rest = take_conflict();
            table.uniques.push_back(std::move(unique));
            return true;
        }
        if (take("CHECK")) {
            check_model check;
            check.name = name;
            bool const read = take_bracketed(check.condition, table);
            table.checks.push_back(std::move(check));
            return read;
        }
        if (take("DEFAULT"))
            return read_default(column);
        if (take("COLLATE"))
            return take_name(column.collation);
        if (at("REFERENCES")) {
            foreign_key_model key;
            key.name = name;
            key.columns.push_back(column.name);
            bool const read = read_reference(key);
            table.foreign_keys.push_back(std::move(key));
            return read;
        }
        return read_generated(column, table);
    }
    constexpr bool read_default(column_model& column) {
        std::size_t const begin = at_;
        if (at("-") || at("+"))
            ++at_;
        skip_one();
        // A name is a text here: DEFAULT "none".
        bool const is_name = at_ == begin + 1 && list_[begin].kind == token_kind::name;
        if (is_name)  // not by ?:, of which g++ 12 frees the letters too early in a constant
            column.default_value = as_string(list_[begin]);
        else
            column.default_value = between(begin, at_);
        return !column.default_value.empty();
    }
    constexpr bool read_generated(column_model& column, table_model const& table) {
        if (take("GENERATED") && !take("ALWAYS"))
            return false;
        if (!take("AS") || !take_bracketed(column.generated, table))
            return false;
        column.stored = take("STORED");
        static_cast<void>(take("VIRTUAL"));
        return true;
    }

    std::string_view sql_;
    std::vector<token> list_;
    std::size_t at_ = 0;
};

/// CREATE TABLE as a model.
constexpr table_model parse_table(std::string_view sql) {
    return table_parser(sql).read();
}
/// CREATE INDEX as a model; false when it is not understood.
constexpr bool parse_index(std::string_view sql, index_model& index) {
    return table_parser(sql).read_index(index);
}

}  // namespace lithe::inline v0::migrations::detail
