namespace Kd.Training;

/// <summary>Where a run writes what.</summary>
/// <param name="name">The run's name.</param>
/// <param name="options">What was said about it.</param>
internal sealed class RunFolders(string name, RunOptions options)
{
    /// <summary>Where the batches of steps go that went wrong.</summary>
    public string Faults => options.FaultFolder ?? Results(peer: null);

    /// <summary>Where the results of a model go.</summary>
    /// <param name="peer">Its name in a group; nothing for one that learns alone.</param>
    public string Results(string? peer) =>
        options.Output is not { } output ? DistilledModel.Folder(peer ?? name) : peer is null ? output : Path.Combine(output, peer);

    /// <summary>Where the weights of a model's epochs wait for the end of the run; nothing for where the results are.</summary>
    /// <inheritdoc cref="Results"/>
    public string? Waiting(string? peer) =>
        options.Checkpoints is not { } folder || options.IsCheck ? null : Path.Combine(folder, "epochs", peer ?? "");
}
