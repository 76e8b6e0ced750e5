# Flags and definitions that every target of the project shares.

add_library(tapdesk_options INTERFACE)
add_library(tapdesk::options ALIAS tapdesk_options)

target_include_directories(tapdesk_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(tapdesk_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    TAPDESK_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${TAPDESK_ASSERTS}>:QT_FORCE_ASSERTS>)
target_compile_options(tapdesk_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    $<$<BOOL:${TAPDESK_WERROR}>:-Werror>
    $<$<CONFIG:Debug>:-Og -g1>)

if(TAPDESK_SANITIZE)
    target_compile_options(tapdesk_options INTERFACE
        -fsanitize=${TAPDESK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    target_link_options(tapdesk_options INTERFACE -fsanitize=${TAPDESK_SANITIZE})
endif()

if(TAPDESK_FUZZ)
    # coverage for libFuzzer; its main() comes with the fuzz targets only
    target_compile_options(tapdesk_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(tapdesk_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(CMAKE_CXX_CLANG_TIDY)
    # What moc writes is not ours to polish; clang-tidy wants one check at least.
    file(WRITE ${PROJECT_BINARY_DIR}/.clang-tidy "Checks: '-*,cppcoreguidelines-slicing'\n")
endif()

# mold links the Qt programs of this project several times faster than ld.
find_program(TAPDESK_MOLD mold)
if(TAPDESK_MOLD)
    target_link_options(tapdesk_options INTERFACE -fuse-ld=mold)
endif()

# ccache: a clone elsewhere finds what this one compiled.
find_program(TAPDESK_CCACHE ccache)
if(TAPDESK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${TAPDESK_CCACHE})
endif()

# Adds folders that add their sources to a target of the calling folder. AUTOMOC looks again at the
# list of a target's sources when a list file known to the target's own folder has changed; those
# that add_subdirectory reads are not among them, so a new class would be linked without its moc code.
function(tapdesk_add_folders)
    foreach(folder IN LISTS ARGN)
        add_subdirectory(${folder})
        set_property(DIRECTORY APPEND PROPERTY
            CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
    endforeach()
endfunction()
