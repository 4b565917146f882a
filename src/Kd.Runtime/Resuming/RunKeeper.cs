using System.Diagnostics;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Resuming;

/// <summary>
/// Loses no work of a run: saves its state behind every epoch, every few minutes within one and when the run is asked to stop, and takes up
/// what was saved.
/// </summary>
/// <param name="name">The run's name.</param>
/// <param name="options">Where checkpoints go, if anywhere, and how often they are made; what asks the run to stop.</param>
/// <param name="parts">All that changes in the run, by name.</param>
/// <param name="ofEpoch">What is of a single epoch, and of no interest between two.</param>
internal sealed class RunKeeper(
    string name, RunOptions options, IReadOnlyList<(string Name, IResumable Part)> parts, IReadOnlyList<(string Name, IResumable Part)> ofEpoch)
{
    private readonly CheckpointFolder? _folder =
        options is { Checkpoints: { } path, IsCheck: false, ImportedWeights: null } ? new(path, options.Reporter) : null;

    private readonly TimeSpan _interval = TimeSpan.FromMinutes(options.CheckpointMinutes);
    private readonly Stopwatch _sinceSaved = new();
    private RunPosition _saved;
    private RunPosition? _resumed;
    private bool _isTesting;

    /// <summary>How far the run is.</summary>
    public RunPosition Position { get; private set; } = new(1, 0);

    /// <summary>Whether it is time to save, or to stop.</summary>
    public bool IsDue => options.Stop.IsCancellationRequested || (_folder is not null && _sinceSaved.Elapsed >= _interval);

    /// <summary>Takes up the newest checkpoint, if there is one.</summary>
    /// <exception cref="KdException">It is of another run (KD3022), or its folder cannot be changed (KD1014).</exception>
    public void Resume()
    {
        if (_folder?.TryRead(checkpoint => Visit(new RestoringState(checkpoint))) is true)
        {
            _resumed = _saved = Position;
            options.Reporter.Progress($"{name}: goes on after {Position}, where an earlier run was ended");
        }

        _sinceSaved.Start();
    }

    /// <summary>Begins an epoch, or goes on with the one that a checkpoint was made in.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <returns>How many of its steps are done.</returns>
    public int Begin(int epoch)
    {
        Position = _resumed is { } resumed && resumed.Epoch == epoch ? resumed : new(epoch, 0);
        _resumed = null;
        return Position.Steps;
    }

    /// <summary>Notes a step that is done, with all that it changed.</summary>
    public void EndStep() => Position = Position with { Steps = Position.Steps + 1 };

    /// <summary>Notes an epoch that is done, and saves.</summary>
    /// <exception cref="KdException">It cannot be written (KD1014).</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public void EndEpoch()
    {
        Position = new(Position.Epoch + 1, 0);
        Save();
        StopIfAsked();
    }

    /// <summary>Saves, and then stops if that was asked for.</summary>
    /// <inheritdoc cref="EndEpoch"/>
    public void SaveOrStop()
    {
        Save();
        StopIfAsked();
    }

    /// <summary>From now on there is nothing left to save: the weights that were kept take the place of the last.</summary>
    public void BeginTest() => _isTesting = true;

    /// <summary>Looks, in the middle of an evaluation, whether the run was asked to stop.</summary>
    /// <inheritdoc cref="EndEpoch"/>
    public void Poll()
    {
        if (options.Stop.IsCancellationRequested)
        {
            Save();
            StopIfAsked();
        }
    }

    private void Save()
    {
        if (_folder is null || _isTesting || Position == _saved)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var state = new StoringState();
        Visit(state);
        _folder.Write(Position, state);
        _saved = Position;
        _sinceSaved.Restart();
    }

    private void StopIfAsked()
    {
        if (options.Stop.IsCancellationRequested)
        {
            var place = Position == new RunPosition(1, 0) ? "before its first step" : $"after {Position}";
            throw new OperationCanceledException(
                $"{name} was stopped {place}{(_folder is null ? "." : ", which is saved: the next run goes on from there.")}", options.Stop);
        }
    }

    private void Visit(RunState state)
    {
        Position = new((int)state.Number("epoch", (long)Position.Epoch), (int)state.Number("steps", (long)Position.Steps));
        foreach (var (part, resumable) in Position.Steps > 0 ? parts.Concat(ofEpoch) : parts)
        {
            state.Part(part, resumable);
        }

        (state as RestoringState)?.End();
    }
}
