namespace Kd;

/// <summary>The base of the schedule words. Without one, the learning rate is constant.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class ScheduleAttribute : Attribute;
