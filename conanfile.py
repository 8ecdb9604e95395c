# SPDX-License-Identifier: BSL-1.0
from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class LitheRecipe(ConanFile):
    name = "lithe"
    version = "0.1.0"
    description = "Typed SQLite for C++20: structs are tables, queries are types, one file serves many threads"
    author = "the lithe contributors"
    license = "BSL-1.0"
    topics = ("sqlite", "orm", "sql", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    exports_sources = "CMakeLists.txt", "LICENSE", "cmake/*", "include/*"
    no_copy_source = True
    default_options = {"boost/*:header_only": True}
    test_package_folder = "packaging/conan/test_package"

    def requirements(self):
        self.requires("sqlite3/[>=3.40 <4]", transitive_headers=True, transitive_libs=True)
        self.requires("boost/[>=1.81]", transitive_headers=True)

    def layout(self):
        cmake_layout(self)

    def package_id(self):
        self.info.clear()

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES"):
            toolchain.cache_variables[f"LITHE_BUILD_{part}"] = False
        toolchain.generate()

    def package(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.install()
        copy(self, "LICENSE", self.source_folder, f"{self.package_folder}/licenses")

    def package_info(self):
        # lithe's own package file is used, so that a user's LITHE_SQLITE_TARGET works here, too.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = ["share/lithe"]
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
