// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace demo {
namespace {

std::int64_t read_number(std::string_view option, std::string_view text, std::int64_t most) {
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end || number < 1 || number > most)
        throw std::invalid_argument(std::string(option) + " wants a number from 1 to " +
                                    std::to_string(most) + ", not \"" + std::string(text) + "\"");
    return number;
}

}  // namespace

options read_options(int count, char const* const* words) {
    options result;
    for (int at = 1; at < count; ++at) {
        std::string_view name = words[at];
        if (name == "--help" || name == "-h") {
            result.help = true;
            return result;
        }
        bool const known =
            name == "--status" || name == "--database" || name == "--rows" || name == "--producers";
        if (!known)
            throw std::invalid_argument("\"" + std::string(name) + "\" is not known");
        if (++at == count)
            throw std::invalid_argument(std::string(name) + " wants a value");
        std::string_view const value = words[at];
        if (name == "--status") {
            result.status = value;
        } else if (name == "--database") {
            result.database = value;
        } else if (name == "--rows") {
            result.rows = read_number(name, value, 1000);
        } else {
            result.producers = static_cast<unsigned>(read_number(name, value, 64));
        }
    }
    return result;
}

}  // namespace demo
