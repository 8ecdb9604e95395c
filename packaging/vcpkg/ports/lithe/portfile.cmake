# SPDX-License-Identifier: BSL-1.0
#
# An overlay port: it packages the tree it lies in.
#     vcpkg install lithe --overlay-ports=<this tree>/packaging/vcpkg/ports

get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../../../.." ABSOLUTE)
set(VCPKG_BUILD_TYPE release)   # header-only: debug would be the same files

vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -DLITHE_INSTALL=ON
        -DLITHE_BUILD_TESTS=OFF
        -DLITHE_BUILD_EXAMPLES=OFF
)
vcpkg_cmake_install()           # the package files go to share/lithe, where vcpkg wants them

file(INSTALL "${CURRENT_PORT_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
