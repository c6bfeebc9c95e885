using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>One thread and three give the same bits, on a structure large enough to be shared out.</summary>
sealed class ThreadsCheck : IAuditCheck
{
    const int Atoms = 2000;

    public string Name => "threads";

    public string Question => "Any number of threads gives the same bits";

    public CheckResult Run(AuditSubject subject)
    {
        if (subject.Potential.Cutoff is null)
            return CheckResult.NotApplicable("the potential has no finite range and shares out its work itself");
        var structure = subject.Structure;
        if (structure.Periodic.IsBulk)
        {
            var times = Math.Max(1, (int)Math.Ceiling(Math.Cbrt((double)Atoms / structure.Count)));
            structure = structure.Repeat(times, times, times);
        }
        using var team = new Team(3);
        using var shared = subject.Potential.Open(new EvaluatorOptions(team, subject.Options.Precision));
        using var single = subject.Potential.Open(new EvaluatorOptions(Team.Single, subject.Options.Precision));
        Prediction a = new(), b = new();
        single.Evaluate(structure, Request.Forces, a);
        shared.Evaluate(structure, Request.Forces, b);
        double forces = 0;
        for (var i = 0; i < structure.Count; i++)
            forces = Math.Max(forces, AuditSubject.Size((a.Forces[i] - b.Forces[i]).Length));
        // Nothing may differ; a tolerance of zero has no ratio, the least number does.
        return new CheckResult([new("energy", AuditSubject.Size(a.Energy - b.Energy), double.Epsilon, "eV"), new("forces", forces, double.Epsilon, "eV/Å")]);
    }
}
