-- A workbook for many units goes from hand to hand: sheets that nobody filled, and sheets that who sent it may not write, are left aside and keep no other sheet from being written.
alter table workbook_sheet drop constraint workbook_sheet_state_check,
    add constraint workbook_sheet_state_check check (state in ('faulty', 'asking', 'ready', 'same', 'written', 'blank', 'aside'));

-- Why a sheet is left aside, and what the checks of the form say of the figures as they would stand.
alter table workbook_finding drop constraint workbook_finding_kind_check,
    add constraint workbook_finding_kind_check check (kind in ('fault', 'change', 'conflict', 'note', 'aside', 'error', 'warning'));
