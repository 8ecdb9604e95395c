#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// stream(query): rows one by one, in constant memory, for a range-for loop. The row that an
// iterator shows is overwritten by the next.

#include <lithe/sqlite/run.hpp>

#include <cstddef>
#include <iterator>
#include <utility>

namespace lithe::inline v0 {

/// The rows of a running query; an input range, walked once.
///
/// Lifetime: it owns the query and its values; it must end before its connection, transaction or
/// reader does. Errors: as fetch_all, thrown by begin() and by ++.
template <class Statement>
class row_stream {
public:
    using value_type = detail::row_of<Statement>;

    row_stream(detail::session& on, Statement statement)
        : statement_(std::move(statement)),
          run_(on, detail::run_form(statement_), detail::values_of(statement_)) {}
    row_stream(row_stream const&) = delete;
    row_stream& operator=(row_stream const&) = delete;

    class iterator {
    public:
        using value_type = row_stream::value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(row_stream& stream) : stream_(&stream) {}
        value_type& operator*() const { return stream_->row_; }
        value_type* operator->() const { return &stream_->row_; }
        iterator& operator++() {
            stream_->next();
            return *this;
        }
        void operator++(int) { stream_->next(); }
        friend bool operator==(iterator const& at, std::default_sentinel_t) { return at.ended(); }
        [[nodiscard]] bool ended() const { return stream_->ended_; }

    private:
        row_stream* stream_ = nullptr;
    };

    /// Steps to the first row; called again, it is where the loop has come to.
    iterator begin() & {
        if (!std::exchange(begun_, true))
            first();
        return iterator(*this);
    }
    template <class Row = value_type>
    iterator begin() && {
        static_assert(!detail::holds_view<Row>(),
                      "lithe: stream(): a view in a row dangles when the stream has ended; "
                      "give the stream a name");
        return static_cast<row_stream&>(*this).begin();
    }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

private:
    void first() {
        ended_ = true;
        show(write_.first(run_));
    }
    // Ended also after an exception: one more step would begin anew.
    void next() {
        if (!std::exchange(ended_, true))
            show(run_.step());
    }
    void show(bool row) {
        if (!row)
            return write_.end();
        row_ = detail::row_function_of<Statement>(run_.values(), run_.facts());
        ended_ = false;
    }

    Statement statement_;
    [[no_unique_address]] detail::streamed_write<Statement> write_;  // ends after the run
    detail::execution run_;
    value_type row_{};
    bool begun_ = false;
    bool ended_ = false;
};

}  // namespace lithe::inline v0
