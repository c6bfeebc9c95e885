namespace Athanor.Campaigns;

/// <summary>Whether there are labels left to be had, by the settings in the store as they are now.</summary>
sealed class LabelBudget(IStore store)
{
    /// <summary>More workers than this do not work on one store: with more labels left than that, those under way need not be counted, which takes milliseconds in a large store.</summary>
    const int MostWorkers = 500;

    string? _text;
    int _most = int.MaxValue;

    /// <summary>What is in workers' hands counts: it will be a label too. Where the store holds no settings of a campaign there is no limit.</summary>
    public bool IsLeft
    {
        get
        {
            var left = Most - store.Counters().GetValueOrDefault(CampaignCounters.Labels);
            return left > MostWorkers || (left > 0 && left > store.Count().Leased);
        }
    }

    /// <summary>Labels at most.</summary>
    public int Most
    {
        get
        {
            var text = store.Look()?.Settings;
            if (text == _text)
                return _most;
            try
            {
                _most = text is null ? int.MaxValue : CampaignSettings.Parse(text, ".").Budget.Labels;
            }
            catch (Atoms.AtomsException)
            {
                _most = int.MaxValue;
            }
            _text = text;
            return _most;
        }
    }
}
