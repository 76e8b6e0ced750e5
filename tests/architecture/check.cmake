cmake_minimum_required(VERSION 3.25)

# cmake -DROOT=<tree> -P check.cmake
#
# Fails on an include that the layering does not allow, naming file and include.

# What a folder of core may include, besides itself and base.
set(core_base "")
set(core_net "")
set(core_table "")
set(core_votable table)
set(core_formats table votable)
set(core_sql table)
set(core_service net table votable)
set(core_uws net)
set(core_tap net uws service votable table)
set(core_jobs net uws tap service table votable)
set(core_shelf tap votable table)
# net, uws: looks for a job whose creation was not answered, and starts one that was left PENDING.
# service, formats, table: queues and languages are checked, rows are written and joined.
set(core_batch sql tap jobs net uws service formats table votable)
set(core_localtap sql table votable)
set(core_session "")

# Qt headers that need QtGui or QtWidgets, as far as anybody might reach for them.
set(gui_headers "^(Q(Widget|Application|GuiApplication|Color|Icon|Painter|Pixmap|Image|Font|Brush|Pen|Palette|Action|Dialog|MessageBox|Clipboard|KeySequence|Cursor|TableView|TreeView|TextDocument|Validator|Style)|QtGui|QtWidgets|QtGui/.*|QtWidgets/.*|Qsci/.*|qcustomplot\\.h)$")

set(violations 0)
macro(forbid file include why)
    message("${file}: includes ${include}: ${why}")
    math(EXPR violations "${violations} + 1")
endmacro()

file(GLOB_RECURSE files RELATIVE ${ROOT}
    ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp
    ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "no sources below ${ROOT}")
endif()

foreach(file IN LISTS files)
    file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include")
    string(REGEX MATCH "^([a-z]+)/([a-z]+)/" ignored "${file}")
    set(layer "${CMAKE_MATCH_1}")
    set(folder "${CMAKE_MATCH_2}")
    if(file MATCHES "^app/")
        set(layer app)
    endif()
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"].*" "\\1" include "${line}")
        if(layer STREQUAL core)
            if(include MATCHES "^(ui|app)/")
                forbid(${file} ${include} "core knows neither ui nor app")
            elseif(include MATCHES "${gui_headers}")
                forbid(${file} ${include} "core has no QtGui and no widget")
            elseif(include MATCHES "^core/([a-z]+)/")
                set(target ${CMAKE_MATCH_1})
                if(NOT DEFINED core_${folder})
                    forbid(${file} ${include} "core/${folder} is not in the table")
                elseif(NOT target STREQUAL folder AND NOT target STREQUAL base
                       AND NOT target IN_LIST core_${folder})
                    forbid(${file} ${include} "core/${folder} may not include core/${target}")
                endif()
            endif()
        elseif(layer STREQUAL ui)
            if(include MATCHES "^app/")
                forbid(${file} ${include} "ui does not know app")
            elseif(folder STREQUAL base AND include MATCHES "^ui/" AND NOT include MATCHES "^ui/base/")
                forbid(${file} ${include} "ui/base knows no page")
            elseif(include STREQUAL "qcustomplot.h" AND NOT folder STREQUAL plots)
                forbid(${file} ${include} "only ui/plots draws plots")
            endif()
        endif()
    endforeach()
endforeach()

if(violations)
    message(FATAL_ERROR "${violations} includes are not allowed")
endif()
message("${count} files keep to the table")
