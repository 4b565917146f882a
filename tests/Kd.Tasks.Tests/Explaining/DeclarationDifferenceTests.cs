using Kd.Tasks.Explaining;

namespace Kd.Tasks.Tests.Explaining;

/// <summary>Declarations as the generator writes them.</summary>
public sealed class DeclarationDifferenceTests
{
    private const string Declaration =
        "Student Train() { Epochs = 60, Seed = 7 } student: Learner Small forward(Images) teacher: Frozen Large forward(Images); "
        + "student learns global::Kd.SgdAttribute() { LearningRate = 0.05 } judged by global::Kd.TaskLossAttribute() global::Kd.Metrics.Accuracy; "
        + "response=global::Kd.ResponseAttribute() { Temperature = 4, Weight = 0.9 }; guided.late=global::Kd.GuidedAttribute(\"late\") late:body<-body";

    [Theory]
    [InlineData("Temperature = 4", "Temperature = 5", "declaration of response: Temperature = 5 (was Temperature = 4)")]
    [InlineData("Temperature = 4, Weight = 0.9", "Temperature = 5, Weight = 1", "declaration of response: Temperature = 5, Weight = 1 (was Temperature = 4, Weight = 0.9)")]
    [InlineData("Temperature = 4, ", "", "declaration of response: no longer Temperature = 4")]
    [InlineData("Epochs = 60", "Epochs = 30", "declaration of the training: Epochs = 30 (was Epochs = 60)")]
    [InlineData("Seed = 7 ", "Seed = 7, BatchSize = 8 ", "declaration of the training: BatchSize = 8 (was not given)")]
    [InlineData("global::Kd.SgdAttribute() { LearningRate = 0.05 }", "global::Kd.AdamWAttribute()", "declaration of student: Kd.AdamW() (was Kd.Sgd(), LearningRate = 0.05)")]
    [InlineData("late:body<-body", "late:stem<-body", "declaration of guided.late: late:stem<-body (was late:body<-body)")]
    [InlineData("; response=", "; dkd=global::Kd.DkdAttribute(); response=", "declaration of dkd (new)")]
    [InlineData("; response=global::Kd.ResponseAttribute() { Temperature = 4, Weight = 0.9 }", "", "declaration of response (gone)")]
    [InlineData("Kd.TaskLossAttribute()", "Kd.TaskLossAttribute<global::App.Huber>()", "declaration of student: Kd.TaskLoss<App.Huber>() (was Kd.TaskLoss())")]
    public void Says_what_changed_where(string old, string @new, string said)
    {
        Assert.Contains(old, Declaration);
        Assert.Equal([said], DeclarationDifference.Between(Declaration, Declaration.Replace(old, @new)));
    }

    [Fact]
    public void Another_order_of_the_terms_is_a_change() => Assert.Equal(["order of the declared terms"], DeclarationDifference.Between("Train(); a=1; b=2", "Train(); b=2; a=1"));

    [Fact]
    public void Equal_declarations_have_no_difference() => Assert.Empty(DeclarationDifference.Between(Declaration, Declaration));
}
