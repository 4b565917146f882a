using System.Text.Json;
using Kd.Tasks.Graph;
using Kd.Tasks.Keys;

namespace Kd.Tasks.Tests.Keys;

public sealed class StageLockTests
{
    private static readonly StageLock _lock = new(
        new("S", StageRole.Student) { Declaration = "response(4)" },
        new() { Data = [new("a.csv", "1")], DataPath = "2", LibTorch = null, Versions = [new("Kd.Runtime", "0.1.0.0", "m")] })
    {
        Code = new Dictionary<string, string> { ["A"] = "c" },
        Settings = new Dictionary<string, string> { ["train.epochs"] = "3" },
        After = [new("T", "k")],
        Weights = "w",
    };

    public static TheoryData<string> Changes => new(_changes.Keys);

    private static readonly Dictionary<string, StageLock> _changes = new()
    {
        ["code"] = _lock with { Code = new Dictionary<string, string> { ["A"] = "other" } },
        ["declaration"] = _lock with { Stage = _lock.Stage with { Declaration = "response(8)" } },
        ["settings"] = _lock with { Settings = new Dictionary<string, string> { ["train.epochs"] = "4" } },
        ["after"] = _lock with { After = [new("T", "other")] },
        ["weights"] = _lock with { Weights = "other" },
        ["data"] = _lock with { Conditions = _lock.Conditions with { Data = [new("a.csv", "other")] } },
        ["data path"] = _lock with { Conditions = _lock.Conditions with { DataPath = "other" } },
        ["device"] = _lock with { Conditions = _lock.Conditions with { Device = "cuda" } },
        ["threads"] = _lock with { Conditions = _lock.Conditions with { Threads = "4" } },
        ["libtorch"] = _lock with { Conditions = _lock.Conditions with { LibTorch = "3" } },
        ["version"] = _lock with { Conditions = _lock.Conditions with { Versions = [new("Kd.Runtime", "0.1.0.0", "other")] } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Each_part_is_in_the_key(string part) => Assert.NotEqual(_lock.Key(), _changes[part].Key());

    [Fact]
    public void Equal_parts_give_equal_keys() => Assert.Equal(_lock.Key(), (_lock with { Settings = new Dictionary<string, string> { ["train.epochs"] = "3" } }).Key());

    [Fact]
    public void The_key_is_twenty_hex_digits() => Assert.Matches("^[0-9a-f]{20}$", _lock.Key());

    [Fact]
    public void The_file_says_what_went_into_the_key()
    {
        using var json = JsonDocument.Parse(_lock.ToJson());
        Assert.Equal("3", json.RootElement.GetProperty("settings").GetProperty("train.epochs").GetString());
        Assert.Equal("k", json.RootElement.GetProperty("after").GetProperty("T").GetString());
        Assert.Equal("1", json.RootElement.GetProperty("data").GetProperty("a.csv").GetString());
        Assert.Equal("1", json.RootElement.GetProperty("threads").GetString());
    }
}
