using Microsoft.Build.Utilities;

namespace Kd.Tasks.Diagnostics;

/// <summary>Errors and warnings with an id, a place and a page.</summary>
internal static class TaskLog
{
    public static void LogCodedError(this TaskLoggingHelper log, string code, string message, string? file = null, int line = 0) =>
        log.LogError(null, code, null, BuildErrors.HelpLink(code), file, line, 0, 0, 0, message);

    public static void LogCodedWarning(this TaskLoggingHelper log, string code, string message, string? file = null, int line = 0) =>
        log.LogWarning(null, code, null, BuildErrors.HelpLink(code), file, line, 0, 0, 0, message);
}
