namespace Kd.Tasks.Running;

/// <summary>Finds the line that says most about why a process ended.</summary>
internal sealed class LastWords
{
    private static readonly string[] _noise = ["frame #", "at ", "--- End of"];

    // How .NET begins when it gives up.
    private static readonly string[] _fatal = ["Unhandled exception.", "Fatal error.", "Process terminated.", "Stack overflow.", "Out of memory."];

    private string? _what;
    private string? _unhandled;
    private string? _last;

    /// <summary>That line, if there was one.</summary>
    public string? Line => _what is { Length: > 0 } ? _what : _unhandled ?? _last;

    public void Add(string line)
    {
        var text = line.Trim();
        var what = text.IndexOf("what():", StringComparison.Ordinal);
        if (_what == "" && text.Length > 0)
        {
            // Some exceptions begin with an empty line.
            _what = text;
        }
        else if (what >= 0)
        {
            _what = text.Substring(what + "what():".Length).Trim();
        }
        else if (_fatal.Any(fatal => text.StartsWith(fatal, StringComparison.Ordinal)))
        {
            _unhandled ??= text;
        }
        else if (_unhandled == "Fatal error.")
        {
            // What it was stands in the next line.
            _unhandled += " " + text;
        }
        else if (text.Length > 0 && !IsWarning(text) && !_noise.Any(noise => text.StartsWith(noise, StringComparison.Ordinal)))
        {
            _last = text;
        }
    }

    // Of libtorch: [W1128 21:18:35.926225459 NNPACK.cpp:56] Could not initialize NNPACK!
    private static bool IsWarning(string text) => text.StartsWith("[W", StringComparison.Ordinal) && text.Length > 2 && char.IsDigit(text[2]);
}
