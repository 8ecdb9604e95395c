#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// A model as one text: what a constant may keep, which owns no memory. A history is replayed in
// chunks, each a constant that begins with the one before, because a compiler counts the steps of
// each constant alone; and one table is found without reading the others.

#include <lithe/migrations/model.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace lithe::inline v0::migrations::detail {

class schema_packer {
public:
    text out{};

    // Not by templates: clang would not have them yet when it evaluates this.
    constexpr void pack(schema_model const& schema) {
        number(schema.tables.size());
        for (table_model const& table : schema.tables) {
            words(table.name);
            std::size_t const begin = begin_sized();
            pack_table(table);
            end_sized(begin);
        }
        number(schema.indexes.size());
        for (index_model const& index : schema.indexes) {
            words(index.name);
            std::size_t const begin = begin_sized();
            words(index.table);
            number(index.is_unique ? 1 : 0);
            names(index.parts);
            words(index.where);
            end_sized(begin);
        }
        objects(schema.views);
        objects(schema.triggers);
        number(schema.unknown ? 1 : 0);
    }

private:
    // One letter, mostly.
    constexpr void number(std::size_t value) {
        if (value < 255) {
            out += static_cast<char>(static_cast<unsigned char>(value));
            return;
        }
        out += '\xff';
        end_sized(begin_sized(), value);
    }
    constexpr void words(text const& one) {
        number(one.size());
        if (!one.empty())
            out += one.view();
    }
    constexpr void names(names_list const& all) {
        number(all.size());
        for (text const& one : all)
            words(one);
    }
    // How many letters follow, so that a reader can skip them.
    constexpr std::size_t begin_sized() {
        out += "____";
        return out.size();
    }
    constexpr void end_sized(std::size_t begin) { end_sized(begin, out.size() - begin); }
    constexpr void end_sized(std::size_t begin, std::size_t value) {
        for (std::size_t at = 0; at < 4; ++at)
            out[begin - 4 + at] =
                static_cast<char>(static_cast<unsigned char>(value >> 8 * at & 0xffU));
    }
    constexpr void objects(std::vector<object_model> const& all) {
        number(all.size());
        for (object_model const& one : all) {
            words(one.name);
            words(one.table);
            words(one.words);
            words(one.owner);
        }
    }

    constexpr void pack_table(table_model const& table) {
        number(table.columns.size());
        for (column_model const& column : table.columns)
            pack_column(column);
        pack_key(table.key);
        number(table.uniques.size());
        for (key_model const& unique : table.uniques)
            pack_key(unique);
        number(table.foreign_keys.size());
        for (foreign_key_model const& one : table.foreign_keys) {
            names(one.columns);
            words(one.parent);
            names(one.parent_columns);
            words(one.rest);
            words(one.name);
        }
        number(table.checks.size());
        for (check_model const& check : table.checks) {
            words(check.condition);
            words(check.name);
        }
        number((table.is_strict ? 1U : 0U) | (table.without_rowid ? 2U : 0U));
        words(table.as_written);
    }
    // Most columns are a name and a type.
    constexpr void pack_column(column_model const& column) {
        words(column.name);
        words(column.type);
        bool const more = !column.default_value.empty() || !column.collation.empty() ||
                          !column.generated.empty() || !column.conflict.empty();
        bool const declared = column.kind != lithe::detail::storage_class::none;
        number((column.not_null ? 1U : 0U) | (column.descending_key ? 2U : 0U) |
               (column.stored ? 4U : 0U) | (more ? 8U : 0U) | (declared ? 16U : 0U));
        if (declared)
            number(static_cast<std::size_t>(column.kind));
        if (!more)
            return;
        words(column.default_value);
        words(column.collation);
        words(column.generated);
        words(column.conflict);
    }
    constexpr void pack_key(key_model const& one) {
        names(one.columns);
        words(one.name);
        words(one.rest);
        number(one.automatic ? 1 : 0);
    }
};

/// Reads what a schema_packer wrote, in the same order. Everything is read into what is there
/// already: g++ 12 takes the text of a moved temporary for a freed one.
class schema_reader {
public:
    constexpr explicit schema_reader(std::string_view packed) : packed_(packed) {}

    /// Into an empty model.
    constexpr void read(schema_model& schema) {
        std::size_t left = number();
        schema.tables.reserve(left + 16);
        for (; left > 0; --left) {
            table_model& table = schema.tables.emplace_back();
            words(table.name);
            at_ += 4;
            read(table);
        }
        left = number();
        schema.indexes.reserve(left + 16);
        for (; left > 0; --left) {
            index_model& index = schema.indexes.emplace_back();
            words(index.name);
            at_ += 4;
            read(index);
        }
        objects(schema.views);
        objects(schema.triggers);
        schema.unknown = number() != 0;
    }

    /// The models of one table: `visit(table)`, then `visit(index)` of each index.
    template <class Visitor>
    constexpr void visit(std::string_view name, Visitor& visitor) {
        for (std::size_t left = number(); left > 0; --left) {
            std::string_view const found = view();
            if (!same_name(found, name)) {
                skip();
                continue;
            }
            table_model table;
            table.name += found;
            at_ += 4;
            read(table);
            visitor(table);
        }
        for (std::size_t left = number(); left > 0; --left) {
            index_model index;
            words(index.name);
            at_ += 4;
            read(index);
            if (same_name(index.table, name))
                visitor(index);
        }
    }

    constexpr std::size_t number() {
        auto const first = static_cast<unsigned char>(packed_[at_++]);
        if (first < 255)
            return first;
        at_ += 4;
        return size_at(at_ - 4);
    }
    constexpr std::string_view view() {
        std::size_t const size = number();
        at_ += size;
        return packed_.substr(at_ - size, size);
    }
    /// Over what stands behind a name.
    constexpr void skip() { at_ += 4 + size_at(at_); }
    /// What stands behind a table's name.
    constexpr void read_sized(table_model& table) {
        at_ += 4;
        read(table);
    }

private:
    constexpr void read(table_model& table) {
        std::size_t left = number();
        table.columns.reserve(left + 4);
        for (; left > 0; --left)
            read(table.columns.emplace_back());
        read(table.key);
        for (left = number(); left > 0; --left)
            read(table.uniques.emplace_back());
        for (left = number(); left > 0; --left) {
            foreign_key_model& one = table.foreign_keys.emplace_back();
            names(one.columns);
            words(one.parent);
            names(one.parent_columns);
            words(one.rest);
            words(one.name);
        }
        for (left = number(); left > 0; --left) {
            check_model& check = table.checks.emplace_back();
            words(check.condition);
            words(check.name);
        }
        std::size_t const set = number();
        table.is_strict = (set & 1U) != 0;
        table.without_rowid = (set & 2U) != 0;
        words(table.as_written);
    }

    [[nodiscard]] constexpr std::size_t size_at(std::size_t at) const {
        std::size_t value = 0;
        for (std::size_t one = 4; one > 0; --one)
            value = value << 8U | static_cast<unsigned char>(packed_[at + one - 1]);
        return value;
    }
    constexpr void words(text& into) {
        std::size_t const size = number();
        if (size != 0)
            into += packed_.substr(at_, size);
        at_ += size;
    }
    constexpr void names(names_list& into) {
        std::size_t left = number();
        into.reserve(left);
        for (; left > 0; --left)
            words(into.emplace_back());
    }
    constexpr void read(index_model& index) {
        words(index.table);
        index.is_unique = number() != 0;
        names(index.parts);
        words(index.where);
    }
    constexpr void read(key_model& one) {
        names(one.columns);
        words(one.name);
        words(one.rest);
        one.automatic = number() != 0;
    }
    constexpr void read(column_model& column) {
        words(column.name);
        words(column.type);
        std::size_t const set = number();
        column.not_null = (set & 1U) != 0;
        column.descending_key = (set & 2U) != 0;
        column.stored = (set & 4U) != 0;
        if ((set & 16U) != 0)
            column.kind = static_cast<lithe::detail::storage_class>(number());
        if ((set & 8U) == 0)
            return;
        words(column.default_value);
        words(column.collation);
        words(column.generated);
        words(column.conflict);
    }
    constexpr void objects(std::vector<object_model>& all) {
        for (std::size_t left = number(); left > 0; --left) {
            object_model& one = all.emplace_back();
            words(one.name);
            words(one.table);
            words(one.words);
            words(one.owner);
        }
    }

    std::string_view packed_;
    std::size_t at_ = 0;
};

}  // namespace lithe::inline v0::migrations::detail
