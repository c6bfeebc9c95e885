using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Twice the matter has twice the energy: a supercell where the structure repeats, two copies far apart where it does not.</summary>
sealed class ExtensivityCheck : IAuditCheck
{
    const int MostAtoms = 20000;

    public string Name => "extensivity";

    public string Question => "A supercell, or two copies far apart, have as many times the energy and the same forces";

    public CheckResult Run(AuditSubject subject)
    {
        var structure = subject.Structure;
        Structure many;
        if (structure.Periodic.Any)
        {
            var p = structure.Periodic;
            many = structure.Repeat(p.A ? 2 : 1, p.B ? 2 : 1, p.C ? 2 : 1);
            if (many.Count > MostAtoms)
                return CheckResult.NotApplicable($"the supercell would have {many.Count} atoms");
        }
        else
        {
            if (subject.Potential.Cutoff is not { } cutoff)
                return CheckResult.NotApplicable("the potential has no finite range, so no distance is far");
            many = TwoCopies.Of(structure, cutoff + 1);
        }
        var there = subject.Evaluate(many);
        var copies = many.Count / structure.Count;
        var energy = AuditSubject.Size(there.Energy / copies - subject.Reference.Energy) / structure.Count;
        double forces = 0;
        for (var i = 0; i < many.Count; i++)
            forces = Math.Max(forces, AuditSubject.Size((there.Forces[i] - subject.Reference.Forces[i % structure.Count]).Length));
        return new CheckResult([new("energy", energy, subject.EnergyTolerance, "eV/atom"), new("forces", forces, subject.ForceTolerance, "eV/Å")]);
    }
}

/// <summary>A structure that does not repeat, and the same once more beside it.</summary>
static class TwoCopies
{
    /// <param name="gap">Å between the two, along x.</param>
    public static Structure Of(Structure one, double gap)
    {
        var shift = new Vec3(one.Positions.Max(r => r.X) - one.Positions.Min(r => r.X) + gap, 0, 0);
        Element[] elements = [.. one.Elements, .. one.Elements];
        return new Structure(elements, [.. one.Positions, .. one.Positions.Select(r => r + shift)]) { Charge = 2 * one.Charge };
    }
}
