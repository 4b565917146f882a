namespace Kd.Tests.Scripts;

/// <summary>As a user writes it.</summary>
[TeacherScript("tiny.pt")]
internal sealed class TinyScriptTeacher : ScriptTeacher;

/// <summary>The same for a script that returns a tuple, with the logits behind.</summary>
[TeacherScript("tiny.pt", Logits = 1)]
internal sealed class TinyTupleTeacher : ScriptTeacher<(Tensor Features, Tensor Logits)>;
