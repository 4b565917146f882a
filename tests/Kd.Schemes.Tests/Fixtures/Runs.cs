using Kd.Training;

namespace Kd.Schemes.Tests;

/// <summary>Runs generated classes as <c>Distill</c> does: each in a folder of its own, with the weights of all that ran before.</summary>
internal sealed class Runs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kd-schemes-");
    private readonly Dictionary<string, string> _weights = [];

    /// <summary>Runs a stage.</summary>
    /// <param name="run">The generated <c>Run</c>.</param>
    /// <param name="options">What to do; where is said here.</param>
    public Trained Train<TOptions>(Func<TOptions, RunResult> run, TOptions options)
        where TOptions : RunOptions
    {
        using var watch = new Watch();
        var folder = Path.Combine(_folder.FullName, $"run{_folder.GetDirectories().Length}");
        var result = run((TOptions)(options with { Output = folder, Reporter = watch, Weights = new Dictionary<string, string>(_weights) }));
        foreach (var each in result.Peers.Prepend(result))
        {
            _weights[each.Peer ?? each.Stage] = each.WeightsFile;
        }

        return new(result, folder, watch);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
