// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tapdesk {

class BatchState;
class EditorStore;
class HttpClient;
class JobMonitor;
class ServiceCatalog;
class Settings;
class Shelf;

namespace ui {

/// The core objects that pages show and act on. Made by app, which keeps them alive for longer
/// than any window.
struct Workbench
{
    HttpClient& http;
    ServiceCatalog& services;
    JobMonitor& jobs;
    Settings& settings;
    EditorStore& editors;
    Shelf* shelf = nullptr; ///< null where results are not kept
    BatchState* batches = nullptr; ///< null: what runs as a batch is not remembered
};

} // namespace ui
} // namespace tapdesk
