// SPDX-License-Identifier: GPL-3.0-or-later

// Built into every test under ThreadSanitizer, and only there.
//
// Qt's libraries are not built with it, so that it sees neither the lock of an event queue nor
// that of a thread pool, and takes what goes from thread to thread by an event for a race. These
// hooks tell it that who posts comes before who receives. All meet at one point: a race between
// two threads that both post and receive in between may stay hidden, one beside the queues not.
//
// A function of Qt that is defined here takes the place of the library's for calls from our code
// and from Qt's templates in it; the library's own is called by it.

#include <QFutureInterface>
#include <QMetaObject>
#include <QThreadPool>

#include <dlfcn.h>

extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}

/// As Qt declares it in a private header (qobject_p.h).
struct QSignalSpyCallbackSet
{
    using Begin = void (*)(QObject* caller, int method, void** arguments);
    using End = void (*)(QObject* caller, int method);
    Begin signalBegins;
    Begin slotBegins;
    End signalEnds;
    End slotEnds;
};
Q_CORE_EXPORT void qt_register_signal_spy_callbacks(QSignalSpyCallbackSet* callbacks);

namespace {

char meetingPoint;

void handOver()
{
    __tsan_release(&meetingPoint);
}

void takeOver()
{
    __tsan_acquire(&meetingPoint);
}

bool onEvent(void**)
{
    takeOver();
    return false; // go on with it
}

void onSignal(QObject*, int, void**)
{
    handOver();
}

template <typename Function>
Function library(const char* symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

const struct Hooks
{
    Hooks()
    {
        static QSignalSpyCallbackSet callbacks {&onSignal, nullptr, nullptr, nullptr};
        qt_register_signal_spy_callbacks(&callbacks);
        QInternal::registerCallback(QInternal::EventNotifyCallback, &onEvent);
    }
} hooks;

} // namespace

bool QMetaObject::invokeMethodImpl(QObject* object, QtPrivate::QSlotObjectBase* slot,
                                   Qt::ConnectionType type, void* result)
{
    static const auto next =
        library<bool (*)(QObject*, QtPrivate::QSlotObjectBase*, Qt::ConnectionType, void*)>(
            "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseE"
            "N2Qt14ConnectionTypeEPv");
    handOver();
    return next(object, slot, type, result);
}

void QThreadPool::start(QRunnable* runnable, int priority)
{
    static const auto next =
        library<void (*)(QThreadPool*, QRunnable*, int)>("_ZN11QThreadPool5startEP9QRunnablei");
    handOver();
    next(this, runnable, priority);
}

void QThreadPool::start(std::function<void()> function, int priority)
{
    static const auto next = library<void (*)(QThreadPool*, std::function<void()>, int)>(
        "_ZN11QThreadPool5startESt8functionIFvvEEi");
    handOver();
    next(
        this,
        [work = std::move(function)] {
            takeOver();
            work();
            handOver();
        },
        priority);
}

/// What a task of QtConcurrent asks before it runs.
bool QFutureInterfaceBase::isCanceled() const
{
    static const auto next =
        library<bool (*)(const QFutureInterfaceBase*)>("_ZNK20QFutureInterfaceBase10isCanceledEv");
    takeOver();
    return next(this);
}

void QFutureInterfaceBase::reportFinished()
{
    static const auto next =
        library<void (*)(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    handOver();
    next(this);
}

void QFutureInterfaceBase::waitForFinished()
{
    static const auto next =
        library<void (*)(QFutureInterfaceBase*)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    next(this);
    takeOver();
}
