# tapdesk_add_test(NAME [LAYER unit|ui|integration|real] [TIMEOUT seconds]
#                  [SOURCES file…] [LIBS target…] [WRAPPER command…])
#
# Builds tst_NAME from tst_NAME.cpp and the further sources, links tapdesk::core and LIBS, and
# registers it as the test NAME with the environment that every test of ours has.
function(tapdesk_add_test name)
    cmake_parse_arguments(ARG "" "LAYER;TIMEOUT" "SOURCES;LIBS;WRAPPER" ${ARGN})
    if(NOT ARG_LAYER)
        set(ARG_LAYER unit)
    endif()
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(tst_${name} tst_${name}.cpp ${ARG_SOURCES})
    target_link_libraries(tst_${name} PRIVATE tapdesk::core tapdesk::test_support Qt6::Test ${ARG_LIBS})
    add_test(NAME ${name} COMMAND ${ARG_WRAPPER} $<TARGET_FILE:tst_${name}>)
    tapdesk_test_environment(${name} ${ARG_LAYER} ${ARG_TIMEOUT})
endfunction()

# The environment, label and time limit of a test that add_test() has made.
function(tapdesk_test_environment name layer timeout)
    set(environment
        QT_QPA_PLATFORM=offscreen TZ=UTC LC_ALL=C.UTF-8
        TAPDESK_TEST_DATA=${PROJECT_SOURCE_DIR}/tests/data
        TAPDESK_SOURCE=${PROJECT_SOURCE_DIR}
        TAPDESK_PROGRAM=$<TARGET_FILE:tapdesk>)
    if(TAPDESK_SANITIZE)
        list(APPEND environment
            LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp
            TSAN_OPTIONS=history_size=7:ignore_noninstrumented_modules=1:die_after_fork=0:suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp)
        math(EXPR timeout "${timeout} * 5")
    endif()
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "${environment}" LABELS ${layer} TIMEOUT ${timeout})
endfunction()
