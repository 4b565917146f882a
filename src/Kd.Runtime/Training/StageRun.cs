using System.Runtime.InteropServices;
using Kd.Native;

namespace Kd.Training;

/// <summary>Runs what a request of the <c>Distill</c> target asks for. Called by generated code.</summary>
public static class StageRun
{
    // What libtorch says: of a GPU's memory, and of the system's.
    private static readonly string[] _outOfMemory = ["out of memory", "can't allocate memory", "not enough memory"];

    /// <summary>Runs a stage with the options of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="declared">The options as declared.</param>
    /// <param name="run">Runs it.</param>
    /// <exception cref="KdException">Something that has to be mended first, such as a batch that is too large for the memory (KD3021).</exception>
    public static RunResult Of<TOptions>(StageRequest request, TOptions declared, Func<TOptions, RunResult> run)
        where TOptions : RunOptions
    {
        var options = (TOptions)declared.For(request);
        try
        {
            return run(options);
        }
        catch (Exception e) when (IsOutOfMemory(e))
        {
            throw new KdException("KD3021", $"The memory is not enough: {e.Message.Split('\n')[0].TrimEnd('.', ' ')}. {Advice(request.Stage, options.BatchSize)}", e);
        }
        catch (ExternalException e) when (DeterministicAlgorithms.IsMissing(e.Message))
        {
            throw new KdException(
                "KD3050", $"{e.Message.Split('\n')[0].Split(", but you set", 2)[0]}, and [Train(Deterministic = true)] demands one. " +
                "Use another operation in its place, or leave Deterministic out, with which the run may differ from one like it.", e);
        }
    }

    private static bool IsOutOfMemory(Exception e) =>
        e is OutOfMemoryException || (e is ExternalException && Array.Exists(_outOfMemory, words => e.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));

    private static string Advice(string stage, int batchSize) => batchSize > 1
        ? $"A batch has {batchSize} samples: try half as many, -p:KdSet={stage}/train.batchSize={batchSize / 2}, or see what a step takes with -t:DistillCheck."
        : "A batch has one sample already: the model has to be smaller, or the machine larger.";
}
