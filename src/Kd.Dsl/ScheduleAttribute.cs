namespace Kd;

/// <summary>The base of the schedule words. Without one, the learning rate is constant. There may be others for single stages.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class ScheduleAttribute : Attribute
{
    /// <summary>The <see cref="StageAttribute">[Stage]</see> that it is for, in place of the one for every stage.</summary>
    public string? Stage { get; set; }
}
