using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>What labelled stresses say of the energy between two strained frames: ½ (V σ : ε at the first + the same at the second), eV.</summary>
internal static class StressWork
{
    /// <summary>Steps of which strain is at least half are judged; in the others the forces' work drowns the stress's.</summary>
    const double LeastShare = 0.5;

    public static PathStep[] StepsToJudge(InspectedData data) => [.. data.Steps.Where(s =>
        !s.SameCell && s.StretchShare >= LeastShare && double.IsFinite(s.EnergyChange)
        && data.Frames[s.First] is { Stress.IsFinite: true, Structure.Periodic.IsBulk: true } && data.Frames[s.Second] is { Stress.IsFinite: true })];

    /// <param name="shears">Where yz, xz and xy are to be taken from: (0, 1, 2) as labelled.</param>
    public static double Of(IReadOnlyList<Frame> frames, PathStep step, (int, int, int) shears) =>
        0.5 * (Half(frames[step.First], step.FirstStrain, shears) + Half(frames[step.Second], step.SecondStrain, shears));

    static double Half(Frame frame, Mat3 strain, (int Yz, int Xz, int Xy) shears)
    {
        var s = frame.Stress!.Value.Symmetrized;
        Span<double> shear = [s.YZ, s.XZ, s.XY];
        var work = s.XX * strain.XX + s.YY * strain.YY + s.ZZ * strain.ZZ
            + 2 * (shear[shears.Yz] * strain.YZ + shear[shears.Xz] * strain.XZ + shear[shears.Xy] * strain.XY);
        return frame.Structure.Cell!.Volume * work;
    }
}
