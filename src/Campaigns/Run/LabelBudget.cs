namespace Athanor.Campaigns;

/// <summary>Whether there are labels left to be had, by the settings in the store as they are now.</summary>
sealed class LabelBudget(IStore store)
{
    string? _text;
    int _most = int.MaxValue;

    /// <summary>What is in workers' hands counts: it will be a label too. Where the store holds no settings of a campaign there is no limit.</summary>
    public bool IsLeft => store.Counters().GetValueOrDefault(CampaignCounters.Labels) + store.Count().Leased < Most;

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
