namespace Kd.Training;

/// <summary>A stage as the host sees it. Implemented by generated classes.</summary>
public interface IStage
{
    /// <summary>Runs the stage to its end and writes its results.</summary>
    /// <param name="request">Where it runs, from what, with which settings.</param>
    static abstract RunResult Run(StageRequest request);
}
