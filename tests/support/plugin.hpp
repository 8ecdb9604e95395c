#pragma once
// SPDX-License-Identifier: BSL-1.0

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace lithe_test {

/// A shared object built from tests/plugins/<name>.cpp, loaded with its symbols to itself.
class plugin {
public:
    explicit plugin(std::string const& name)
        : handle_(::dlopen((LITHE_TEST_PLUGINS + name + ".so").c_str(), RTLD_NOW | RTLD_LOCAL)) {
        if (handle_ == nullptr) {
            throw std::runtime_error(::dlerror());
        }
    }
    plugin(plugin const&) = delete;
    plugin& operator=(plugin const&) = delete;
    ~plugin() { ::dlclose(handle_); }

    /// The address of an extern "C" function with default visibility.
    template <class Function>
    Function* function(char const* name) const {
        void* const found = ::dlsym(handle_, name);
        if (found == nullptr) {
            throw std::runtime_error(::dlerror());
        }
        return reinterpret_cast<Function*>(found);
    }

private:
    void* handle_;
};

}  // namespace lithe_test
