#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// The text of a statement with its values in it, for CREATE VIEW and CREATE TRIGGER, where nothing
// can be bound: the statement binds its values to a sink that writes literals, and the writer puts
// them where the placeholders would be.

#include <lithe/expression/choice.hpp>
#include <lithe/expression/predicate.hpp>
#include <lithe/meta/sql_writer.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace lithe::inline v0::detail {

/// Keeps the literals of a query under a name, to compare them with another's. (clang 16 has no
/// std::string in constants.)
class literal_recorder {
    template <class Write>
    constexpr void keep(Write const& write) {
        sql_writer measure;
        write(measure);
        char* const longer = new char[size_ + measure.size() + 1]{};
        for (std::size_t at = 0; at < size_; ++at)
            longer[at] = text_[at];
        sql_writer out(longer + size_);
        write(out);
        size_ += measure.size() + 1;  // a NUL between them
        delete[] text_;
        text_ = longer;
    }

public:
    static constexpr bool reads_choices = true;
    static constexpr bool looks_for_definition = true;

    constexpr literal_recorder() = default;
    literal_recorder(literal_recorder const&) = delete;
    literal_recorder& operator=(literal_recorder const&) = delete;
    constexpr ~literal_recorder() { delete[] text_; }

    template <class Value>
    constexpr void operator()(Value const& value);
    template <class Traits, class Value>
    constexpr void bind_as(Value const& value);
    constexpr void choice(unsigned char chosen) {
        keep([=](sql_writer& out) { out.integer_literal(chosen); });
    }
    constexpr void skip(std::size_t) {}
    template <class Query>
    constexpr void define(std::string_view, Query const& query) {
        query.bind_body(*this);
    }
    friend constexpr bool operator==(literal_recorder const& left, literal_recorder const& right) {
        for (std::size_t at = 0; at < left.size_ && left.size_ == right.size_; ++at)
            if (left.text_[at] != right.text_[at])
                return false;
        return left.size_ == right.size_;
    }

private:
    char* text_ = nullptr;
    std::size_t size_ = 0;
};

/// Where a statement binds its values to have them written.
struct literal_sink {
    using recorder = literal_recorder;
    sql_writer& out;
    std::size_t* ends = nullptr;  // of each literal; null while they are counted
    std::size_t count = 0;

    template <class Value>
    constexpr void operator()(Value const& value) {
        write_value_literal(out, value);
        end();
    }
    template <class Traits, class Value>
    constexpr void bind_as(Value const& value) {
        if constexpr (is_optional<Value>) {
            if (value) {
                write_stored_literal<typename Traits::storage>(out, Traits::to_storage(*value));
            } else {
                out.text("NULL");
            }
        } else {
            write_stored_literal<typename Traits::storage>(out, Traits::to_storage(value));
        }
        end();
    }
    template <class Value>
    constexpr void bind_new_key(Value const& value) {
        if (value == Value()) {
            out.text("NULL");
        } else {
            write_value_literal(out, value);
        }
        end();
    }

private:
    constexpr void end() {
        if (ends != nullptr)
            ends[count] = out.size();
        ++count;
    }
};

template <class Value>
constexpr void literal_recorder::operator()(Value const& value) {
    keep([&](sql_writer& out) { literal_sink{out}(value); });
}
template <class Traits, class Value>
constexpr void literal_recorder::bind_as(Value const& value) {
    keep([&](sql_writer& out) { literal_sink{out}.template bind_as<Traits>(value); });
}

// A range of in() is no literal: it is read where the program has it.
template <class Node>
struct reads_range : std::false_type {};
template <class Node, class Range>
struct reads_range<range_parameter<Node, Range>> : std::true_type {};
template <class Node>
    requires requires { typename Node::query_type; }
struct reads_range<Node>
    : std::bool_constant<any_clause_has_range(typename Node::query_type::clauses{})> {};

template <class Node>
consteval bool any_range() {
    if constexpr (requires { typename Node::children; }) {
        return any_node<reads_range, Node>();
    } else {
        return false;
    }
}
template <class... Nodes>
consteval bool any_range_in(type_list<Nodes...>) {
    return (any_range<Nodes>() || ...);
}
template <class... Assignments>
consteval bool any_range_assigned(type_list<Assignments...>) {
    return (any_range<typename Assignments::value_node>() || ...);
}
/// Whether a clause of a statement has a range.
template <class Clause>
consteval bool clause_has_range() {
    if constexpr (requires { typename Clause::assignments; }) {
        return any_range_assigned(typename Clause::assignments{});
    } else if constexpr (requires { typename Clause::nodes; }) {
        return any_range_in(typename Clause::nodes{});
    } else if constexpr (requires { typename Clause::items; }) {
        return any_range_in(typename Clause::items{});
    } else {
        return false;
    }
}
template <class... Clauses>
consteval bool any_clause_has_range(type_list<Clauses...>) {
    return (clause_has_range<Clauses>() || ...);
}

/// Binds the values of one expression, as a statement does.
template <class Node>
struct expression_text {
    Node const& node;
    static constexpr void write(sql_writer& out) { Node::write(out); }
    template <class Sink>
    constexpr void bind(Sink& sink) const {
        bind_expression(sink, node);
    }
};

template <std::size_t Size, std::size_t Count>
struct literal_buffer {
    char text[Size + 1]{};
    std::size_t ends[Count + 1]{};
};

struct literal_measure {
    std::size_t size;
    std::size_t count;
};
template <class Statement>
constexpr literal_measure measure_literals(Statement const& statement) {
    sql_writer out;
    literal_sink sink{out};
    statement.bind(sink);
    return {out.size(), sink.count};
}

/// `Source::get()` gives the statement, which is part of a descriptor.
template <class Source>
consteval auto make_literals() {
    constexpr literal_measure needed = measure_literals(Source::get());
    literal_buffer<needed.size, needed.count> buffer;
    sql_writer out(buffer.text);
    literal_sink sink{out, buffer.ends};
    Source::get().bind(sink);
    return buffer;
}
template <class Source>
inline constexpr auto literals_of = make_literals<Source>();

/// Writes the statement that `Source` gives, its values as literals.
template <class Source>
constexpr void write_with_literals(sql_writer& out) {
    using statement = std::remove_cvref_t<decltype(Source::get())>;
    // when() and choose() have chosen, as the statement is a constant.
    constexpr auto chosen =
        read_choices<count_choices<statement>(), literal_recorder>(Source::get());
    literal_texts texts{literals_of<Source>.text, literals_of<Source>.ends};
    out.literals = &texts;
    out.choices = chosen.values;
    statement::write(out);
    out.literals = nullptr;
    out.choices = nullptr;
}

}  // namespace lithe::inline v0::detail
