using System.Text.RegularExpressions;

namespace Kd.Tasks.Explaining;

/// <summary>Says in words in what two locks differ.</summary>
internal sealed class LockDifference
{
    private static readonly Regex _module = new("^<Module>", RegexOptions.CultureInvariant);
    private static readonly Regex _file = new("^<[^>]*>F__", RegexOptions.CultureInvariant);

    private readonly LockReader _last;
    private readonly LockReader _now;
    private readonly List<string> _changes = [];

    private LockDifference(LockReader last, LockReader now) => (_last, _now) = (last, now);

    /// <summary>What has changed, each as in <c>setting response.temperature=8 (was 4)</c>; nothing for equal locks.</summary>
    /// <param name="last">The lock of an earlier result.</param>
    /// <param name="now">The lock of the plan.</param>
    public static IReadOnlyList<string> Between(LockReader last, LockReader now)
    {
        if (last.Format != now.Format)
        {
            return ["the last result is one of another version of Kd"];
        }

        var difference = new LockDifference(last, now);
        difference.Compare();
        return difference._changes;
    }

    private void Compare()
    {
        Value("role", value => $"role {value}");
        Value("models", value => $"models of the group {value}");
        Group("code", (name, _, _) => $"code of {_file.Replace(_module.Replace(name, "module initializers"), "")}");
        _changes.AddRange(DeclarationDifference.Between(_last.Text("declaration") ?? "", _now.Text("declaration") ?? ""));
        Group("settings", Setting, withState: false);
        Group("after", (name, _, _) => $"weights of stage {name}");
        if (_last.Text("weights") != _now.Text("weights"))
        {
            _changes.Add($"weights file {_now.Text("weights", "file") ?? _last.Text("weights", "file") + " (gone)"}");
        }

        Group("data", (name, _, _) => $"data file {name}");
        Changed("dataPath", "what is at KdDataPath");
        Value("device", value => $"device {value}");
        Value("threads", value => $"number of threads {value}");
        Changed("libTorch", "the libraries at KdLibTorch");
        Group("versions", Version);
    }

    private static string Setting(string name, string? last, string? now) =>
        now is null ? $"setting {name} is not given (was {last})" : $"setting {name}={now} ({(last is null ? "was not given" : $"was {last}")})";

    private static string Version(string name, string? last, string? now)
    {
        var (before, after) = (VersionIn(last), VersionIn(now));
        return after is null ? name
            : before == after ? $"another build of {name}" : $"{name} {after}{(before is null ? "" : $" (was {before})")}";
    }

    private static string? VersionIn(string? json) => json is null ? null : LockReader.TryParse(json)?.Text("version");

    private void Value(string name, Func<string, string> say)
    {
        if (_last.Text(name) is var last && _now.Text(name) is var now && last != now)
        {
            _changes.Add($"{say(now ?? "none")} (was {last ?? "none"})");
        }
    }

    private void Changed(string name, string what)
    {
        if (_last.Text(name) is var last && _now.Text(name) is var now && last != now)
        {
            _changes.Add(what + State(last, now));
        }
    }

    private void Group(string group, Func<string, string?, string?, string> say, bool withState = true)
    {
        var (last, now) = (_last.Strings(group), _now.Strings(group));
        foreach (var name in now.Keys.Concat(last.Keys.Where(name => !now.ContainsKey(name))))
        {
            var (before, after) = (last.TryGetValue(name, out var b) ? b : null, now.TryGetValue(name, out var a) ? a : null);
            if (before != after)
            {
                _changes.Add(say(name, before, after) + (withState ? State(before, after) : ""));
            }
        }
    }

    private static string State(string? last, string? now) => last is null ? " (new)" : now is null ? " (gone)" : "";
}
