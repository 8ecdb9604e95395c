#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// WITH, which emits itself: writing a statement's body once, into nothing, gathers what it and its
// subqueries name, each once and what one needs before it. The values of these come first, so they
// are bound in passes of their own. A statement without such names pays nothing.
// https://www.sqlite.org/lang_with.html

#include <lithe/expression/choice.hpp>
#include <lithe/meta/type_name.hpp>

#include <cstddef>
#include <stdexcept>
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
    bool twice = false;       // one name, two queries
    bool repeated = false;    // one query, two objects, whose values may differ
    bool unknown = false;     // a reference to what is not defined
    bool overflow = false;    // more than `most` of a kind
    bool row_hidden = false;  // a source has the name of a trigger's row

    constexpr void see_table(std::string_view name) {
        for (std::size_t at = 0; at < table_count; ++at)
            if (same_name(tables[at], name))
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
                if (same_name(entries[at].name, tables[table]))
                    return true;
        return false;
    }

    /// `Definition` and before it what it needs.
    template <class Definition>
    constexpr void define() {
        for (std::size_t at = 0; at < size; ++at) {
            if (same_name(entries[at].name, Definition::name)) {
                twice = twice || entries[at].write != &Definition::write_definition;
                repeated = repeated || Definition::parameters;
                return;
            }
        }
        for (std::size_t at = 0; at < depth; ++at)
            twice = twice || same_name(open[at].name, Definition::name);
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
            if (same_name(open[at].name, name) && open[at].write == nullptr)
                return;
        for (std::size_t at = 0; at < size; ++at)
            if (same_name(entries[at].name, name))
                return;
        unknown = true;
    }
};

constexpr bool names_trigger_row(std::string_view name) {
    return same_name(name, "new") || same_name(name, "old");
}

/// What stands in FROM, for those who look.
template <class Source>
constexpr void note_source(sql_writer& out) {
    if (out.with != nullptr)
        out.with->row_hidden = out.with->row_hidden || names_trigger_row(Source::name());
}
/// The same of a table.
template <class Source, class Names>
constexpr void note_table(sql_writer& out) {
    note_source<Source>(out);
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

template <class Sink>
struct definition_choices {};
template <choice_sink Sink>
struct definition_choices<Sink> {
    static constexpr bool reads_choices = true;
};

/// What compares values compares those in WITH, too.
template <class Sink>
struct definition_comparer {};
template <class Sink>
    requires requires { typename Sink::recorder; }
struct definition_comparer<Sink> {
    using recorder = typename Sink::recorder;
};

/// Where one query comes by more than once: what it bound the first time.
template <class Sink, bool Repeated>
struct definition_record {};
template <class Sink>
    requires requires { typename Sink::recorder; }
struct definition_record<Sink, true> {
    typename Sink::recorder bound{};
};

/// Binds the values inside one definition, the first time that it comes by, and no others.
/// Errors: std::invalid_argument when it comes by again with other values.
template <class Sink, bool Repeated = false>
struct definition_sink : definition_choices<Sink>, definition_comparer<Sink> {
    static constexpr bool looks_for_definition = true;
    Sink& sink;
    std::string_view name;
    bool open = false;
    bool done = false;
    definition_record<Sink, Repeated> record{};

    constexpr definition_sink(Sink& given, std::string_view wanted) : sink(given), name(wanted) {}

    template <class Query>
    constexpr void define(std::string_view defined, Query const& query) {
        if (open)
            return;
        if (defined != name) {
            if (Repeated || !done)
                query.bind_body(*this);
        } else if (!done) {
            open = true;
            query.bind_body(*this);
            open = false;
            done = true;
            if constexpr (requires { record.bound; })
                query.bind_body(record.bound);
        } else if constexpr (requires { record.bound; }) {
            typename Sink::recorder again{};
            query.bind_body(again);
            if (!(again == record.bound))
                throw std::invalid_argument(
                    "lithe: cte(): two queries of one name have other values; give one another "
                    "name");
        }
    }

    /// Into a condition that is left out, too: what it names is in WITH all the same.
    [[nodiscard]] constexpr bool looks_further() const { return !open; }
    constexpr void choice(unsigned char chosen) {
        if constexpr (choice_sink<Sink>) {
            if (open)
                sink.choice(chosen);
        }
    }
    constexpr void skip(std::size_t count) {
        if constexpr (choice_sink<Sink>) {
            if (open)
                sink.skip(count);
        }
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
        definition_sink<Sink, with_of<Statement>.repeated> definition(sink, list.entries[at].name);
        statement.bind_body(definition);
    }
}

}  // namespace lithe::inline v0::detail
