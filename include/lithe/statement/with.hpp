#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// WITH, which emits itself: writing a statement's body once, into nothing, gathers what it and its
// subqueries name, each once and what one needs before it. The values of these come first, so they
// are bound in passes of their own. A statement without such names pays nothing.
// https://www.sqlite.org/lang_with.html

#include <lithe/meta/sql_writer.hpp>

#include <cstddef>
#include <string_view>

namespace lithe::inline v0::detail {

using write_function = void (*)(sql_writer&);

/// What a statement's body names.
struct with_list {
    static constexpr std::size_t most = 16;
    struct entry {
        std::string_view name{};
        write_function write = nullptr;
    };

    entry entries[most]{};
    std::size_t size = 0;
    entry open[most]{};  // being defined
    std::size_t depth = 0;
    std::string_view tables[most]{};
    std::size_t table_count = 0;
    bool recursive = false;
    bool twice = false;     // one name, two queries
    bool unknown = false;   // a reference to what is not defined
    bool overflow = false;  // more than `most` of a kind

    constexpr void see_table(std::string_view name) {
        for (std::size_t at = 0; at < table_count; ++at)
            if (tables[at] == name)
                return;
        if (table_count < most) {
            tables[table_count++] = name;
        } else {
            overflow = true;
        }
    }
    /// A name of WITH that is a table's, too, would hide the table.
    [[nodiscard]] constexpr bool hides_table() const {
        for (std::size_t at = 0; at < size; ++at)
            for (std::size_t table = 0; table < table_count; ++table)
                if (entries[at].name == tables[table])
                    return true;
        return false;
    }

    /// `Definition` and before it what it needs.
    template <class Definition>
    constexpr void define() {
        for (std::size_t at = 0; at < size; ++at) {
            if (entries[at].name == Definition::name) {
                twice = twice || entries[at].write != &Definition::write_definition;
                return;
            }
        }
        for (std::size_t at = 0; at < depth; ++at)
            twice = twice || open[at].name == Definition::name;
        if (twice || size == most || depth == most) {
            overflow = overflow || !twice;
            return;
        }
        open[depth++] = {Definition::name, Definition::recursive
                                               ? static_cast<write_function>(nullptr)
                                               : &Definition::write_definition};
        sql_writer inner;
        inner.with = this;
        Definition::write_definition(inner);
        --depth;
        entries[size++] = {Definition::name, &Definition::write_definition};
        recursive = recursive || Definition::recursive;
    }
    /// What refers to a recursive query by its name alone.
    constexpr void refer(std::string_view name) {
        for (std::size_t at = 0; at < depth; ++at)
            if (open[at].name == name && open[at].write == nullptr)
                return;
        for (std::size_t at = 0; at < size; ++at)
            if (entries[at].name == name)
                return;
        unknown = true;
    }
};

/// A table in FROM, for those who look.
template <class Names>
constexpr void note_table(sql_writer& out) {
    if (out.with != nullptr)
        out.with->see_table(Names::table());
}

consteval with_list gather(write_function body) {
    with_list list;
    sql_writer scan;
    scan.with = &list;
    body(scan);
    return list;
}
/// What the body of `Statement` names.
template <class Statement>
inline constexpr with_list with_of = gather(&Statement::write_body);

template <class Statement>
constexpr void write_with(sql_writer& out) {
    with_list const& list = with_of<Statement>;
    out.text(list.recursive ? "WITH RECURSIVE " : "WITH ");
    for (std::size_t at = 0; at < list.size; ++at) {
        if (at > 0)
            out.text(", ");
        list.entries[at].write(out);
    }
    out.put(' ');
}

/// Binds the values inside one definition, the first time that it comes by, and no others.
template <class Sink>
struct definition_sink {
    static constexpr bool looks_for_definition = true;
    Sink& sink;
    std::string_view name;
    bool open = false;
    bool done = false;

    template <class Query>
    constexpr void define(std::string_view defined, Query const& query) {
        if (done)
            return;
        bool const around = open;
        open = defined == name;
        query.bind_body(*this);
        done = done || open;
        open = around;
    }

    template <class Value>
    constexpr void operator()(Value const& value) {
        if (open)
            sink(value);
    }
    template <class Traits, class Value>
    constexpr void bind_as(Value const& value) {
        if (open)
            sink.template bind_as<Traits>(value);
    }
    template <class Value>
    constexpr void bind_new_key(Value const& value) {
        if (open)
            sink.bind_new_key(value);
    }
    template <class Value>
    constexpr void bind_range(Value const* data, std::size_t count) {
        if (open)
            sink.bind_range(data, count);
    }
    template <class Traits, class Value>
    constexpr void bind_range_as(Value const* data, std::size_t count) {
        if (open)
            sink.template bind_range_as<Traits>(data, count);
    }
};

/// Binds the values in WITH, in its order.
template <class Sink, class Statement>
constexpr void bind_with(Sink& sink, Statement const& statement) {
    with_list const& list = with_of<Statement>;
    for (std::size_t at = 0; at < list.size; ++at) {
        definition_sink<Sink> definition{sink, list.entries[at].name};
        statement.bind_body(definition);
    }
}

}  // namespace lithe::inline v0::detail
