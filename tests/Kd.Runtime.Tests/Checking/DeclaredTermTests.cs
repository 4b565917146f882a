using Kd.Checking;

namespace Kd.Tests.Checking;

public sealed class DeclaredTermTests
{
    private const string Head = "Student Train() student: Learner Small forward(Images) teacher: Frozen Large@2 forward(Images) other: Averaged Small forward(Images).Item1; student learns global::Kd.SgdAttribute() judged by X; ";

    [Theory]
    [InlineData("response=global::Kd.ResponseAttribute() { Temperature = 4 } student.logits:logits teacher.logits:logits", "response: student.logits teacher.logits")]
    [InlineData("taskLoss=global::Kd.TaskLossAttribute() student.logits:logits", "")]
    [InlineData(
        "relationPair.early.late=global::Kd.RelationPairAttribute(\"early\", \"late\") student.early:stem student.late:body teacher.early:a/layer4.1 teacher.late:body(input 0)",
        "relationPair.early.late: student.stem teacher.a/layer4.1|relationPair.early.late: student.body teacher.body(input 0)")]
    [InlineData("mine=global::App.MineAttribute(\"x = y\") student.late:body.Item2 other.logits:logits", "mine: student.body.Item2 other.logits")]
    [InlineData("peers=P() student.logits:logits teacher.logits:logits other.logits:logits", "peers: student.logits teacher.logits|peers: student.logits other.logits")]
    [InlineData("srrl=P() student.logits:logits teacher.logits:logits features student.late:body teacher.late:body", "srrl: student.logits teacher.logits|srrl: student.body teacher.body")]
    [InlineData("byot=P() student.exit:exit student.logits:logits features student.early:stem student.late:body", "byot: student.exit student.logits|byot: student.stem student.body")]
    [InlineData("own=P() student.early:stem student.late:body", "own: student.stem student.body")]
    public void The_pairs_of_a_term_are_read(string declared, string pairs)
    {
        var read = from term in DeclaredTerm.In(Head + declared)
                   from pair in term.Pairs()
                   select $"{term.Name}: {pair.Student.Actor}.{pair.Student.Member} {pair.Teacher.Actor}.{pair.Teacher.Member}";

        Assert.Equal(pairs, string.Join("|", read));
    }

    [Fact]
    public void Models_are_numbered_in_their_order()
    {
        var places = DeclaredTerm.In(Head + "x=P() other.logits:logits student.late:body teacher.late:body; y=Q() teacher.early:stem").SelectMany(term => term.Places.Concat(term.Features));

        Assert.Equal([2, 0, 1, 1], places.Select(place => place.Model));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Student Train()")]
    [InlineData("Student; x=; =y; z= a.b; é=P() a.b:c d")]
    public void What_is_no_term_is_passed_over(string declaration) => Assert.Empty(DeclaredTerm.In(declaration));
}
