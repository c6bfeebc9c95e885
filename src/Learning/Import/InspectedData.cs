using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>A data set with what several checks want to know of it, worked out once.</summary>
internal sealed class InspectedData
{
    readonly Contacts?[] _contacts;
    readonly double _reach;
    PathStep[]? _steps;
    AtomEnergies? _atomEnergies;
    ForceEvidence? _forceEvidence;

    public InspectedData(Dataset data)
    {
        Data = data;
        _contacts = new Contacts?[data.Frames.Count];
        _reach = Learning.Contacts.ReachFor(data.Elements);
    }

    public Dataset Data { get; }

    public IReadOnlyList<Frame> Frames => Data.Frames;

    /// <summary>Steps between near frames, nearest first.</summary>
    public PathStep[] Steps => _steps ??= PathSteps.Find(Frames);

    public ForceEvidence ForceEvidence => _forceEvidence ??= ForceEvidence.Of(this);

    public AtomEnergies AtomEnergies => _atomEnergies ??= AtomEnergies.Of(Data);

    public Contacts Contacts(int frame) => _contacts[frame] ??= Learning.Contacts.Of(Frames[frame].Structure, _reach);

    /// <summary>Indices of the frames of which something is true.</summary>
    public int[] Which(Func<Frame, bool> isTrue) => [.. Enumerable.Range(0, Frames.Count).Where(i => isTrue(Frames[i]))];

    /// <summary>A finding about some of the frames, or about all of them (no place is named then).</summary>
    public Finding Found(Severity severity, string code, string what, string advice = "", IReadOnlyList<int>? frames = null) =>
        new(severity, code, what, advice) { Frames = frames ?? [], Where = frames is null ? "" : FramePlaces.Describe(Data, frames) };
}
