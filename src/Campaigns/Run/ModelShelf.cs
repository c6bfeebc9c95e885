using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>The models of a store, each opened once in a process, and the newest always at hand.</summary>
public sealed class ModelShelf(IStore store, IModelMaker maker)
{
    /// <summary>Older ones that stay open: what was asked for is judged by who asked.</summary>
    const int MostOpen = 40;

    readonly Lock _lock = new();
    readonly Dictionary<long, IPotential> _open = [];
    ModelVersion? _newest;
    DateTime _looked;

    /// <summary>The last version; asked of the store ten times a second at most. Null before the first.</summary>
    public ModelVersion? Newest
    {
        get
        {
            lock (_lock)
            {
                if (DateTime.UtcNow - _looked > CampaignGround.Nap)
                    (_newest, _looked) = (store.NewestModel(), DateTime.UtcNow);
                return _newest;
            }
        }
    }

    /// <summary>Takes note of a version that was just added.</summary>
    public void Put(ModelVersion version)
    {
        lock (_lock)
            (_newest, _looked) = (version, DateTime.UtcNow);
    }

    /// <inheritdoc cref="IModelMaker.Make"/>
    public MadeModel Make(IReadOnlyList<LabelledCandidate> training, IReadOnlyList<LabelledCandidate> validation, ModelVersion? before, CancellationToken cancellation) =>
        maker.Make(training, validation, before is null ? null : store.FileOf(before), cancellation);

    public IPotential Open(ModelVersion version)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(version.Number, out var known))
                return known;
            if (_open.Count >= MostOpen)
                _open.Remove(_open.Keys.Min());
            return _open[version.Number] = maker.Open(store.FileOf(version), version.Number);
        }
    }

    /// <summary>A version by its number; null where there is none.</summary>
    public IPotential? Open(long number)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(number, out var known))
                return known;
        }
        return store.Models().FirstOrDefault(m => m.Number == number) is { } version ? Open(version) : null;
    }
}
