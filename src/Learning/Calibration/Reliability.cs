using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>Judges error bars by labelled frames: coverage at several levels, sharpness, and whether large σ go with large errors. Element by element for forces.</summary>
public sealed class Reliability
{
    readonly SortedDictionary<Element, ReliabilityPart> _elements = [];
    readonly SortedDictionary<string, Reliability> _groups = new(StringComparer.Ordinal);

    /// <summary>Energies per atom, eV.</summary>
    public ReliabilityPart Energy { get; } = new();

    /// <summary>Force components, eV/Å; pairs are of atoms.</summary>
    public ReliabilityPart Forces { get; } = new();

    public IReadOnlyDictionary<Element, ReliabilityPart> Elements => _elements;

    /// <summary>The same of the frames of each group (<c>config_type</c>).</summary>
    public IReadOnlyDictionary<string, Reliability> Groups => _groups;

    /// <summary>Frames looked at.</summary>
    public int Frames { get; private set; }

    /// <summary>Frames said to be outside the domain of the potential.</summary>
    public int Outside { get; private set; }

    public bool Any => Energy.Count + Forces.Count > 0;

    /// <param name="frame">With the σ under judgement: <see cref="FrameError.Under"/> where they are still without a law.</param>
    /// <param name="law">From which the intervals' factors come; those of a normal distribution where null.</param>
    public void Add(FrameError frame, ErrorLaw? law, bool outside = false)
    {
        var name = string.IsNullOrWhiteSpace(frame.Frame.Group) ? "(no group)" : frame.Frame.Group;
        if (!_groups.TryGetValue(name, out var group))
            _groups[name] = group = new Reliability();
        AddOne(frame, law, outside);
        group.AddOne(frame, law, outside);
    }

    void AddOne(FrameError frame, ErrorLaw? law, bool outside)
    {
        Frames++;
        Outside += outside ? 1 : 0;
        Span<double> widths = stackalloc double[ErrorLevels.All.Length];
        var atoms = frame.Frame.Structure.Count;
        if (frame.EnergySigma is not null && double.IsFinite(frame.Energy) && atoms > 1)
        {
            for (var k = 0; k < widths.Length; k++)
                widths[k] = law.EnergyFactor(ErrorLevels.All[k]) * law.Sigma(frame.EnergyStd ?? 0, frame.EnergyNoise ?? 0, ErrorLevels.All[k]) / atoms;
            Energy.Add(frame.Energy, widths);
            Energy.AddPair(widths[ErrorLevels.IndexOf(ErrorLevels.Usual)], Math.Abs(frame.Energy));
        }
        if (frame.ForcesStd is null && frame.ForcesNoise is null)
            return;
        for (var i = 0; i < frame.Forces.Length; i++)
            AddAtom(frame, law, i, widths);
    }

    void AddAtom(FrameError frame, ErrorLaw? law, int i, Span<double> widths)
    {
        var element = frame.Frame.Structure.Elements[i];
        var (error, spread, noise, size) = (frame.Forces[i], frame.ForcesStd?[i] ?? Vec3.Zero, frame.ForcesNoise?[i] ?? 0, frame.SizeOf(i));
        if (!_elements.TryGetValue(element, out var own))
            _elements[element] = own = new ReliabilityPart();
        var (any, usual) = (false, (law.ForceFactor(element, size, ErrorLevels.Usual) * law.Sigma(spread, noise, ErrorLevels.Usual)).Length);
        for (var c = 0; c < 3; c++)
        {
            if (!double.IsFinite(error[c]) || frame.IsForbidden(i, c))
                continue;
            any = true;
            for (var k = 0; k < widths.Length; k++)
                widths[k] = law.ForceFactor(element, size, ErrorLevels.All[k]) * law.Sigma(spread[c], noise, ErrorLevels.All[k]);
            Forces.Add(error[c], widths);
            own.Add(error[c], widths);
        }
        if (!any)
            return;
        Forces.AddPair(usual, error.Length);
        own.AddPair(usual, error.Length);
    }
}
