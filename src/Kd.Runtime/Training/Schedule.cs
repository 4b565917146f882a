namespace Kd.Training;

/// <summary>How the learning rate changes from epoch to epoch. The base of the schedules.</summary>
public abstract class Schedule
{
    /// <summary>The part of the learning rate that an epoch uses.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="epochs">How many epochs the run has.</param>
    public abstract double Factor(int epoch, int epochs);
}
