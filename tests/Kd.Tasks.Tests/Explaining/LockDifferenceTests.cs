using Kd.Tasks.Explaining;
using Kd.Tasks.Graph;
using Kd.Tasks.Keys;

namespace Kd.Tasks.Tests.Explaining;

/// <summary>What is said of each part of a stage's key that changes.</summary>
public sealed class LockDifferenceTests
{
    private static readonly StageLock _lock = new(
        new("S", StageRole.Student) { Declaration = "Train()", Weights = "s.safetensors", Models = ["A", "B"] },
        new() { Data = [new("a.csv", "1")], DataPath = "2", LibTorch = "3", Threads = "2", Versions = [new("Kd.Runtime", "0.1.0.0", "m")] })
    {
        Code = Values(("<Module>", "c0"), ("Model", "c1"), ("<Data>F__Reader", "c2")),
        Settings = Values(("train.epochs", "3"), ("response.weight", "1")),
        After = [new("T", "k")],
        Weights = "w",
    };

    private static readonly Dictionary<string, (StageLock Now, string[] Said)> _changes = new()
    {
        ["nothing"] = (_lock, []),
        ["code"] = (_lock with { Code = Values(("<Module>", "c0"), ("Model", "other"), ("<Data>F__Reader", "c2")) }, ["code of Model"]),
        ["types"] = (_lock with { Code = Values(("<Module>", "other"), ("Model", "c1"), ("Part, Library", "c3")) },
            ["code of module initializers", "code of Part, Library (new)", "code of Reader (gone)"]),
        ["declaration"] = (_lock with { Stage = _lock.Stage with { Declaration = "Train(5)" } }, ["declaration of the training: Train(5) (was Train())"]),
        ["models"] = (_lock with { Stage = _lock.Stage with { Models = ["A", "B", "B.2"] } }, ["models of the group A, B, B.2 (was A, B)"]),
        ["settings"] = (_lock with { Settings = Values(("train.epochs", "4"), ("train.seed", "5")) },
            ["setting train.epochs=4 (was 3)", "setting train.seed=5 (was not given)", "setting response.weight is not given (was 1)"]),
        ["stage before"] = (_lock with { After = [new("T", "other")] }, ["weights of stage T"]),
        ["stages before"] = (_lock with { After = [new("U", "k")] }, ["weights of stage U (new)", "weights of stage T (gone)"]),
        ["weights"] = (_lock with { Weights = "other" }, ["weights file s.safetensors"]),
        ["no weights"] = (_lock with { Weights = null }, ["weights file s.safetensors (gone)"]),
        ["data"] = (_lock with { Conditions = _lock.Conditions with { Data = [new("a.csv", "other"), new("b.csv", "1")] } }, ["data file a.csv", "data file b.csv (new)"]),
        ["two files of one name"] = (_lock with { Conditions = _lock.Conditions with { Data = [new("a.csv", "1"), new("a.csv", "5")] } }, ["data file a.csv"]),
        ["data path"] = (_lock with { Conditions = _lock.Conditions with { DataPath = "other" } }, ["what is at KdDataPath"]),
        ["no data path"] = (_lock with { Conditions = _lock.Conditions with { DataPath = null } }, ["what is at KdDataPath (gone)"]),
        ["device"] = (_lock with { Conditions = _lock.Conditions with { Device = "cuda" } }, ["device cuda (was auto)"]),
        ["threads"] = (_lock with { Conditions = _lock.Conditions with { Threads = "4" } }, ["number of threads 4 (was 2)"]),
        ["libtorch"] = (_lock with { Conditions = _lock.Conditions with { LibTorch = "other" } }, ["the libraries at KdLibTorch"]),
        ["version"] = (_lock with { Conditions = _lock.Conditions with { Versions = [new("Kd.Runtime", "0.2.0.0", "n")] } }, ["Kd.Runtime 0.2.0.0 (was 0.1.0.0)"]),
        ["build"] = (_lock with { Conditions = _lock.Conditions with { Versions = [new("Kd.Runtime", "0.1.0.0", "n")] } }, ["another build of Kd.Runtime"]),
        ["several"] = (_lock with { Code = Values(("<Module>", "c0"), ("Model", "other"), ("<Data>F__Reader", "c2")), Weights = "other" }, ["code of Model", "weights file s.safetensors"]),
    };

    public static TheoryData<string> Changes => new(_changes.Keys);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Says_what_changed(string part) => Assert.Equal(_changes[part].Said, Between(_lock.ToJson(), _changes[part].Now.ToJson()));

    [Fact]
    public void A_file_of_another_form_is_not_compared() =>
        Assert.Equal(["the last result is one of another version of Kd"], Between("""{"format": 1, "code": "c"}""", _lock.ToJson()));

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[1]")]
    public void What_is_no_lock_is_none(string text) => Assert.Null(LockReader.TryParse(text));

    private static IReadOnlyList<string> Between(string last, string now) => LockDifference.Between(LockReader.TryParse(last)!, LockReader.TryParse(now)!);

    private static SortedDictionary<string, string> Values(params (string Name, string Value)[] values) =>
        new(values.ToDictionary(value => value.Name, value => value.Value), StringComparer.Ordinal);
}
